/*
 * A desk phone: keys, lamps and a display on the serial line, an exchange and colleagues on the other side.
 *
 * One turn of it is the model to copy: nobody else is in the station; interrupts post into the inbox. It is the body of the main loop
 * (loop.c) or of one task of an RTOS (task.c), which sleep until the next turn.
 */
#include <stddef.h>

#include "board.h"
#include "device.h"
#include "far.h"
#include "offhook.h"
#include "phone.h"
#include "screen.h"

static struct offhook_panel panel;
static struct offhook_hook_switch hook;
static uint8_t lifted;
static int is_script;

/* What a step came to: commands go out, and a refusal is said. */
static void came_to(offhook_status status, const struct offhook_output *out, const struct offhook_taken *taken)
{
    if (status < OFFHOOK_REFUSED) {
        far_heard(out, taken->outputs);
    } else if (status == OFFHOOK_REFUSED) {
        device_print("not now: ");
        device_print(offhook_cause_name(taken->cause));
        device_print("\n");
    }
}

static void press(uint8_t key, uint8_t of)
{
    struct offhook_output out[OFFHOOK_MAX_OUTPUTS];
    struct offhook_taken taken = {0};
    offhook_status status =
        offhook_panel_press(&panel, far_station(), device_now(), key, of, out, OFFHOOK_MAX_OUTPUTS, &taken);
    came_to(status, out, &taken);
}

static void key(char typed)
{
    static const struct {
        char typed;
        uint8_t key, of;
    } keys[] = {
        {'f', OFFHOOK_PANEL_KEY_FLASH, 0},     {'o', OFFHOOK_PANEL_KEY_HOLD, 0},       {'t', OFFHOOK_PANEL_KEY_TRANSFER, 0},
        {'c', OFFHOOK_PANEL_KEY_CONFERENCE, 0}, {'u', OFFHOOK_PANEL_KEY_MUTE, 0},       {'r', OFFHOOK_PANEL_KEY_RELEASE, 0},
        {'l', OFFHOOK_PANEL_KEY_LOG_IN, 0},    {'y', OFFHOOK_PANEL_KEY_READY, 0},      {'n', OFFHOOK_PANEL_KEY_NOT_READY, 1},
        {'N', OFFHOOK_PANEL_KEY_NOT_READY, 2}, {'z', OFFHOOK_PANEL_KEY_WRAP_UP, 0},
    };
    size_t i;
    if ((typed >= '0' && typed <= '9') || typed == '*' || typed == '#') {
        press(OFFHOOK_PANEL_KEY_DIGIT, (uint8_t)typed);
    } else if (typed >= 'A' && typed <= 'D') {
        press(OFFHOOK_PANEL_KEY_LINE, (uint8_t)(typed - 'A'));
    }
    for (i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (keys[i].typed == typed) {
            press(keys[i].key, keys[i].of);
        }
    }
    switch (typed) {
    case 'h':
        lifted ^= 1;
        break;
    case 'i':
    case 'e':
        far_call(device_now(), typed == 'e');
        break;
    case 'w':
        far_message(device_now());
        break;
    case '!':
        is_script = 1;
        device_hold();
        break;
    case '.':
        device_run(500);
        break;
    case 'x':
        device_print("bye\n");
        board_exit(device_lost() == 0 ? 0 : 4);
        break;
    default:
        break;
    }
}

/* The other side answers, the panel follows, until nobody has anything to say. */
static void settle(void)
{
    struct offhook_output out[OFFHOOK_MAX_OUTPUTS];
    struct offhook_taken taken = {0};
    offhook_status status;
    do {
        far_settle(device_now());
        status = offhook_panel_follow(&panel, far_station(), device_now(), out, OFFHOOK_MAX_OUTPUTS, &taken);
        came_to(status, out, &taken);
    } while (status == OFFHOOK_DONE);
}

static void contact(void)
{
    uint8_t said = 0;
    /* The board's first button, and the key h for boards without one. */
    uint8_t off_hook = (uint8_t)((device_buttons() & 1) ^ lifted);
    if (offhook_hook_switch_sample(&hook, device_now(), off_hook, &said) == OFFHOOK_DONE) {
        press(said, 0);
    }
}

static void earliest(uint64_t *due, uint64_t at)
{
    if (at < *due) {
        *due = at;
    }
}

/* Lamps and ringer as they are now; when one of them changes next. */
static uint64_t lamps(void)
{
    uint64_t at = 0, due = OFFHOOK_NEVER;
    uint8_t mode = 0, lit = 0, rings = 0, sounds = 0;
    (void)offhook_panel_lamp(&panel, far_station(), OFFHOOK_LAMP_LINE, 0, &mode);
    (void)offhook_lamp_lit(mode, device_now(), &lit, &at);
    earliest(&due, at);
    (void)offhook_ring(far_station(), device_now(), &rings, &sounds, &at);
    earliest(&due, at);
    device_lamps((uint32_t)lit | (uint32_t)sounds << 1);
    return due;
}

int phone_start(void)
{
    if (far_make() != 0 || offhook_panel_make(&panel, 4, 0) != OFFHOOK_DONE || offhook_hook_switch_make(&hook, 0, 0, 0) != OFFHOOK_DONE) {
        return 1;
    }
    device_start();
    device_print("0-9*# digits  h handset  f flash  A-D lines  o hold  t transfer  c conference  u mute  r release\n"
                 "l log in and out  y ready  n N not ready, for reason 1 and 2  z wrap-up\n"
                 "i call from inside  e call from outside  w message  ! hold the clock  . let it run  x end\n--\n");
    return 0;
}

uint64_t phone_turn(void)
{
    uint64_t due, at = 0;
    char typed = device_key();
    int changed;
    if (typed != 0) {
        key(typed);
    }
    contact();
    settle();
    changed = far_changed() || typed != 0;
    if (is_script ? typed == '\n' : changed) {
        screen_show(&panel, far_station(), device_now());
    }
    due = lamps();
    earliest(&due, far_deadline());
    (void)offhook_panel_deadline(&panel, &at);
    earliest(&due, at);
    (void)offhook_hook_switch_deadline(&hook, &at);
    earliest(&due, at);
    return due;
}
