#include <stddef.h>

#include "device.h"
#include "screen.h"

static void word(const char *name, const char *value)
{
    device_print(name);
    device_print(" ");
    device_print(value);
}

static void text(const struct offhook_storage *station, uint32_t call, uint8_t key, const char *label)
{
    struct offhook_text value;
    if (offhook_data_known(station, call, key, &value) == OFFHOOK_DONE) {
        device_print(label);
        device_print_some(value.data, value.len);
    }
}

static void line(const struct offhook_panel *panel, const struct offhook_storage *station, uint8_t number)
{
    struct offhook_call_info call;
    uint32_t id = 0;
    uint8_t mode = 0;
    (void)offhook_panel_lamp(panel, station, OFFHOOK_LAMP_LINE, number, &mode);
    device_print_number(number + 1u);
    word("", offhook_lamp_mode_name(mode));
    if (offhook_panel_line(panel, number, &id) == OFFHOOK_DONE && offhook_call(station, id, &call) == OFFHOOK_DONE) {
        word(",", offhook_kind_name(call.kind));
        word("", offhook_state_name(call.local));
        word(", far end", offhook_state_name(call.far));
        text(station, id, OFFHOOK_KEY_ANI, ", from ");
        text(station, id, OFFHOOK_KEY_DNIS, ", to ");
        text(station, id, OFFHOOK_KEY_BP, ", account ");
    }
    device_print("\n");
}

static const char *lamp(const struct offhook_panel *panel, const struct offhook_storage *station, uint8_t which)
{
    uint8_t mode = 0;
    (void)offhook_panel_lamp(panel, station, which, 0, &mode);
    return offhook_lamp_mode_name(mode);
}

/* The agent's state, with its reason, and the lamps beside the agent's keys. */
static void agent(const struct offhook_panel *panel, const struct offhook_storage *station)
{
    static const struct {
        uint8_t lamp;
        const char *name;
    } lamps[] = {{OFFHOOK_LAMP_LOG_IN, ", log-in"},
                 {OFFHOOK_LAMP_READY, ", ready"},
                 {OFFHOOK_LAMP_NOT_READY, ", not-ready"},
                 {OFFHOOK_LAMP_WRAP_UP, ", wrap-up"}};
    struct offhook_agent_info told;
    size_t i;
    if (offhook_agent(station, &told) != OFFHOOK_DONE) {
        return;
    }
    word("agent", offhook_agent_name(told.state));
    if (told.reason != 0) {
        device_print(" for reason ");
        device_print_number(told.reason);
    }
    for (i = 0; i < sizeof lamps / sizeof lamps[0]; i++) {
        word(lamps[i].name, lamp(panel, station, lamps[i].lamp));
    }
    device_print("\n");
}

/* A soft key is shown when it would mean something: the station's own rule, asked and not copied. */
static void soft_keys(const struct offhook_panel *panel, const struct offhook_storage *station)
{
    static const uint8_t keys[] = {OFFHOOK_PANEL_KEY_FLASH,      OFFHOOK_PANEL_KEY_HOLD, OFFHOOK_PANEL_KEY_TRANSFER,
                                   OFFHOOK_PANEL_KEY_CONFERENCE, OFFHOOK_PANEL_KEY_MUTE, OFFHOOK_PANEL_KEY_RELEASE,
                                   OFFHOOK_PANEL_KEY_LOG_IN,     OFFHOOK_PANEL_KEY_READY, OFFHOOK_PANEL_KEY_NOT_READY,
                                   OFFHOOK_PANEL_KEY_WRAP_UP};
    size_t i;
    device_print("keys");
    for (i = 0; i < sizeof keys; i++) {
        if (offhook_panel_allowed(panel, station, keys[i], 0, NULL) == OFFHOOK_DONE) {
            word("", offhook_panel_key_name(keys[i]));
        }
    }
    device_print("\n");
}

void screen_show(const struct offhook_panel *panel, const struct offhook_storage *station, uint64_t now)
{
    struct offhook_text digits;
    uint8_t number, situation = 0, rings = 0;
    for (number = 0; number < 4; number++) {
        line(panel, station, number);
    }
    (void)offhook_panel_situation(panel, station, &situation);
    (void)offhook_ring(station, now, &rings, NULL, NULL);
    word("phone", offhook_situation_name(situation));
    word(", ring", offhook_ring_name(rings));
    word(", message", lamp(panel, station, OFFHOOK_LAMP_MESSAGE));
    word(", mute", lamp(panel, station, OFFHOOK_LAMP_MUTE));
    device_print("\n");
    agent(panel, station);
    if (offhook_panel_digits(panel, &digits) == OFFHOOK_DONE && digits.len != 0) {
        device_print("digits ");
        device_print_some(digits.data, digits.len);
        device_print("\n");
    }
    soft_keys(panel, station);
    device_print("--\n");
}
