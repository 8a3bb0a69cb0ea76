/* A call comes in and is answered; all that offhook says is printed. */
#include <stdio.h>
#include "offhook.h"

static struct offhook_storage station;
static uint8_t block[OFFHOOK_BLOCK_SIZE(4, 512)]; /* four calls, 512 bytes of data each */

static void give(uint64_t now, const struct offhook_input *input)
{
    struct offhook_output out[OFFHOOK_MAX_OUTPUTS];
    struct offhook_taken taken = {0};
    uint32_t i;
    offhook_status status = offhook_step(&station, now, input, out, OFFHOOK_MAX_OUTPUTS, &taken);
    if (status >= OFFHOOK_REFUSED) { /* a refusal has a cause; a misuse is a status of its own */
        printf("%s\n", status == OFFHOOK_REFUSED ? offhook_cause_name(taken.cause) : offhook_status_name(status));
    }
    for (i = 0; i < taken.outputs; i++) {
        printf("%s %s", out[i].what < OFFHOOK_EVENTS ? "command" : "event", offhook_output_name(out[i].what));
        printf(out[i].what == OFFHOOK_EVENT_CALL ? " %s\n" : "\n", offhook_state_name(out[i].state));
    }
}

int main(void)
{
    struct offhook_entries from;
    struct offhook_input offered = {.input = OFFHOOK_INPUT_SIGNAL, .what = OFFHOOK_SIGNAL_OFFERED, .call_reference = 17};
    struct offhook_input answer = {.input = OFFHOOK_INPUT_REQUEST, .what = OFFHOOK_REQUEST_ANSWER};
    struct offhook_input established = {.input = OFFHOOK_INPUT_SIGNAL, .what = OFFHOOK_SIGNAL_ESTABLISHED};
    if (offhook_station_make(&station, sizeof station, block, sizeof block, 4, 512, NULL) != OFFHOOK_DONE) {
        return 1;
    }
    offhook_entries_clear(&from);
    offhook_entries_add(&from, OFFHOOK_KEY_ANI, "408-361-3611", 12);
    offered.entries = &from;
    give(0, &offered); /* the network: a call, which it calls 17 */
    offhook_find(&station, 17, &answer.call);
    give(900, &answer); /* the user picks up */
    established.call_reference = 17;
    give(950, &established); /* the network: answered */
    return 0;
}
