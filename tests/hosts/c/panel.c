/* The panel from C: a key that is refused, a number that is dialled, a call that rings, a hook switch; and misuse. */
#include <stdio.h>
#include <string.h>

#include "expect.h"
#include "offhook.h"

static struct offhook_storage station;
static uint8_t block[OFFHOOK_BLOCK_SIZE(2, 64)];
static struct offhook_panel panel;
static struct offhook_output out[OFFHOOK_MAX_OUTPUTS];
static struct offhook_taken taken;

static offhook_status press(uint64_t now, uint8_t key, uint8_t of)
{
    return offhook_panel_press(&panel, &station, now, key, of, out, OFFHOOK_MAX_OUTPUTS, &taken);
}

static offhook_status follow(uint64_t now)
{
    return offhook_panel_follow(&panel, &station, now, out, OFFHOOK_MAX_OUTPUTS, &taken);
}

static void misuse(void)
{
    static struct offhook_panel never;
    uint8_t code = 0;
    uint32_t call = 0;
    EXPECT(offhook_panel_make(NULL, 2, 0) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_panel_line(&never, 0, &call) == OFFHOOK_MISUSE_NOT_MADE);
    EXPECT(press(0, 0, 0) == OFFHOOK_MISUSE_CODE);
    EXPECT(offhook_panel_press(&panel, NULL, 0, OFFHOOK_PANEL_KEY_HOLD, 0, out, OFFHOOK_MAX_OUTPUTS, &taken) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_panel_press(&panel, &station, 0, OFFHOOK_PANEL_KEY_HOLD, 0, out, 7, &taken) == OFFHOOK_MISUSE_SMALL);
    EXPECT(offhook_panel_press(&panel, &station, 0, OFFHOOK_PANEL_KEY_HOLD, 0, out, OFFHOOK_MAX_OUTPUTS, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_panel_lamp(&panel, &station, 99, 0, &code) == OFFHOOK_MISUSE_CODE);
    EXPECT(offhook_lamp_lit(5, 0, &code, NULL) == OFFHOOK_MISUSE_CODE);
    EXPECT(offhook_panel_make(&panel, 9, 0) == OFFHOOK_MISUSE_CODE && offhook_panel_make(&panel, 8, 0) == OFFHOOK_DONE);
    EXPECT(offhook_hook_switch_make(NULL, 0, 0, 0) == OFFHOOK_MISUSE_NULL);
}

static void dialling(void)
{
    struct offhook_text digits;
    uint64_t at = 0;
    uint32_t call = 0;
    uint16_t why = 0;
    uint8_t code = 0;
    EXPECT(press(100, OFFHOOK_PANEL_KEY_HOLD, 0) == OFFHOOK_REFUSED && taken.cause == OFFHOOK_REASON_NO_ACTIVE_CALL);
    EXPECT(offhook_panel_allowed(&panel, &station, OFFHOOK_PANEL_KEY_HOLD, 0, &why) == OFFHOOK_REFUSED);
    EXPECT(why == OFFHOOK_REASON_NO_ACTIVE_CALL);
    EXPECT(press(200, OFFHOOK_PANEL_KEY_DIGIT, '4') == OFFHOOK_NOTHING);
    EXPECT(offhook_panel_digits(&panel, &digits) == OFFHOOK_DONE && digits.len == 1 && digits.data[0] == '4');
    EXPECT(press(300, OFFHOOK_PANEL_KEY_LINE, 1) == OFFHOOK_DONE);
    EXPECT(taken.outputs > 0 && out[0].what == OFFHOOK_COMMAND_MAKE_CALL);
    EXPECT(follow(300) == OFFHOOK_NOTHING);
    EXPECT(offhook_panel_line(&panel, 1, &call) == OFFHOOK_DONE && call == out[0].call);
    EXPECT(offhook_panel_line(&panel, 0, &call) == OFFHOOK_NOTHING && call == 0);
    EXPECT(offhook_panel_lamp(&panel, &station, OFFHOOK_LAMP_LINE, 1, &code) == OFFHOOK_DONE && code == OFFHOOK_LAMP_MODE_STEADY);
    EXPECT(offhook_panel_situation(&panel, &station, &code) == OFFHOOK_DONE && code == OFFHOOK_SITUATION_DIALLING);
    EXPECT(strcmp(offhook_situation_name(code), "dialling") == 0);
    EXPECT(offhook_panel_deadline(&panel, &at) == OFFHOOK_NOTHING && at == OFFHOOK_NEVER);
    /* Another line is taken: the first makes way, and what follows is due at once. */
    EXPECT(press(400, OFFHOOK_PANEL_KEY_LINE, 0) == OFFHOOK_DONE && out[0].what == OFFHOOK_COMMAND_CLEAR);
    EXPECT(offhook_panel_deadline(&panel, &at) == OFFHOOK_DONE && at <= 400);
    EXPECT(follow(400) == OFFHOOK_DONE && out[0].what == OFFHOOK_COMMAND_MAKE_CALL);
    EXPECT(follow(400) == OFFHOOK_NOTHING);
}

static void ringing(void)
{
    struct offhook_input offered;
    uint64_t changes = 0;
    uint8_t rings = 0, sounds = 0, lit = 0;
    memset(&offered, 0, sizeof offered);
    offered.input = OFFHOOK_INPUT_SIGNAL;
    offered.what = OFFHOOK_SIGNAL_OFFERED;
    offered.call_reference = 7;
    EXPECT(offhook_station_make(&station, sizeof station, block, sizeof block, 2, 64, NULL) == OFFHOOK_DONE);
    EXPECT(offhook_step(&station, 1000, &offered, out, OFFHOOK_MAX_OUTPUTS, &taken) == OFFHOOK_DONE);
    EXPECT(offhook_ring(&station, 1000, &rings, &sounds, &changes) == OFFHOOK_DONE);
    EXPECT(rings == OFFHOOK_RING_EXTERNAL && sounds == 1 && changes == 1400);
    EXPECT(offhook_ring(&station, 1400, &rings, &sounds, NULL) == OFFHOOK_DONE && sounds == 0);
    EXPECT(strcmp(offhook_ring_name(rings), "external") == 0);
    EXPECT(offhook_lamp_lit(OFFHOOK_LAMP_MODE_FLUTTER, 125, &lit, &changes) == OFFHOOK_DONE && lit == 0 && changes == 250);
    EXPECT(offhook_lamp_lit(OFFHOOK_LAMP_MODE_STEADY, 125, &lit, &changes) == OFFHOOK_DONE && lit == 1 && changes == OFFHOOK_NEVER);
}

static void hook(void)
{
    static struct offhook_hook_switch hook;
    uint64_t at = 0;
    uint8_t key = 0;
    EXPECT(offhook_hook_switch_deadline(&hook, &at) == OFFHOOK_MISUSE_NOT_MADE);
    /* No tap would ever be a flash. */
    EXPECT(offhook_hook_switch_make(&hook, 0, 900, 0) == OFFHOOK_MISUSE_CODE);
    EXPECT(offhook_hook_switch_make(&hook, 0, 0, 79) == OFFHOOK_MISUSE_CODE);
    EXPECT(offhook_hook_switch_make(&hook, 0, 0, 0) == OFFHOOK_DONE);
    EXPECT(offhook_hook_switch_sample(&hook, 100, 2, &key) == OFFHOOK_MISUSE_CODE);
    EXPECT(offhook_hook_switch_sample(&hook, 100, 1, &key) == OFFHOOK_NOTHING && key == 0);
    EXPECT(offhook_hook_switch_deadline(&hook, &at) == OFFHOOK_DONE && at == 120);
    EXPECT(offhook_hook_switch_sample(&hook, 120, 1, &key) == OFFHOOK_DONE && key == OFFHOOK_PANEL_KEY_OFF_HOOK);
    EXPECT(offhook_hook_switch_sample(&hook, 500, 0, &key) == OFFHOOK_NOTHING);
    EXPECT(offhook_hook_switch_sample(&hook, 700, 1, &key) == OFFHOOK_NOTHING);
    EXPECT(offhook_hook_switch_sample(&hook, 720, 1, &key) == OFFHOOK_DONE && key == OFFHOOK_PANEL_KEY_FLASH);
}

static uint8_t lamp(uint8_t which)
{
    uint8_t mode = 99;
    EXPECT(offhook_panel_lamp(&panel, &station, which, 0, &mode) == OFFHOOK_DONE);
    return mode;
}

static void agent(void)
{
    struct offhook_input ready;
    struct offhook_agent_info told;
    struct offhook_entry number;
    EXPECT(offhook_panel_make(&panel, 2, 0) == OFFHOOK_DONE);
    EXPECT(offhook_station_make(&station, sizeof station, block, sizeof block, 2, 64, NULL) == OFFHOOK_DONE);
    EXPECT(press(100, OFFHOOK_PANEL_KEY_READY, 0) == OFFHOOK_REFUSED && taken.cause == OFFHOOK_REASON_INVALID_AGENT_STATE);
    EXPECT(press(200, OFFHOOK_PANEL_KEY_DIGIT, '7') == OFFHOOK_NOTHING);
    EXPECT(press(300, OFFHOOK_PANEL_KEY_LOG_IN, 0) == OFFHOOK_DONE && out[0].what == OFFHOOK_COMMAND_LOG_IN);
    EXPECT(offhook_output_text(&station, &out[0], 0, &number) == OFFHOOK_DONE && number.known == OFFHOOK_TEXT_AGENT);
    EXPECT(number.value.len == 1 && number.value.data[0] == '7');
    memset(&ready, 0, sizeof ready);
    ready.input = OFFHOOK_INPUT_SIGNAL;
    ready.what = OFFHOOK_SIGNAL_AGENT;
    ready.agent = OFFHOOK_AGENT_READY;
    EXPECT(offhook_step(&station, 400, &ready, out, OFFHOOK_MAX_OUTPUTS, &taken) == OFFHOOK_DONE);
    EXPECT(lamp(OFFHOOK_LAMP_LOG_IN) == OFFHOOK_LAMP_MODE_STEADY && lamp(OFFHOOK_LAMP_READY) == OFFHOOK_LAMP_MODE_STEADY);
    EXPECT(lamp(OFFHOOK_LAMP_NOT_READY) == OFFHOOK_LAMP_MODE_OFF && lamp(OFFHOOK_LAMP_WRAP_UP) == OFFHOOK_LAMP_MODE_OFF);
    EXPECT(press(500, OFFHOOK_PANEL_KEY_NOT_READY, 3) == OFFHOOK_DONE && out[0].what == OFFHOOK_COMMAND_NOT_READY);
    EXPECT(out[0].reason == 3);
    EXPECT(offhook_agent(&station, &told) == OFFHOOK_DONE && told.state == OFFHOOK_AGENT_READY);
}

int main(void)
{
    EXPECT(offhook_panel_make(&panel, 2, 0) == OFFHOOK_DONE);
    EXPECT(offhook_station_make(&station, sizeof station, block, sizeof block, 2, 64, NULL) == OFFHOOK_DONE);
    misuse();
    dialling();
    ringing();
    hook();
    agent();
    return failures != 0;
}
