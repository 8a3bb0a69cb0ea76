/* The life of src/life.rs through the C API, twice: life CALLS [texts]. The counted function is offhook_step itself. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "offhook.h"

#define DATA 256u
#define MOST_CALLS 64u
/* References from here on are of the calls that stand by: they live as long as the station. */
#define STANDING_BY ((uint64_t)1 << 32)

static struct offhook_storage station;
static uint8_t block[OFFHOOK_BLOCK_SIZE(MOST_CALLS, DATA)];
static struct offhook_entries to, party, numbers;
static uint64_t now, outputs;

static void must(offhook_status status)
{
    if (status >= OFFHOOK_REFUSED) {
        fprintf(stderr, "status %d\n", (int)status);
        exit(1);
    }
}

static uint32_t step(const struct offhook_input *input)
{
    struct offhook_output out[OFFHOOK_MAX_OUTPUTS];
    struct offhook_taken taken;
    now += 1;
    must(offhook_step(&station, now, input, out, OFFHOOK_MAX_OUTPUTS, &taken));
    outputs += taken.outputs;
    return taken.call;
}

static struct offhook_input input(uint8_t kind, uint8_t what)
{
    struct offhook_input input;
    memset(&input, 0, sizeof input);
    input.input = kind;
    input.what = what;
    return input;
}

static void signal_of(uint8_t what, uint64_t reference)
{
    struct offhook_input given = input(OFFHOOK_INPUT_SIGNAL, what);
    given.call_reference = reference;
    (void)step(&given);
}

static void request_of(uint8_t what, uint32_t call)
{
    struct offhook_input given = input(OFFHOOK_INPUT_REQUEST, what);
    given.call = call;
    (void)step(&given);
}

static void live(uint64_t primary, uint64_t second, int texts)
{
    uint32_t call, consult;
    struct offhook_input given = input(OFFHOOK_INPUT_SIGNAL, OFFHOOK_SIGNAL_OFFERED);
    given.call_reference = primary;
    given.entries = texts ? &numbers : NULL;
    call = step(&given);
    request_of(OFFHOOK_REQUEST_ANSWER, call);
    signal_of(OFFHOOK_SIGNAL_ESTABLISHED, primary);
    request_of(OFFHOOK_REQUEST_HOLD, call);
    signal_of(OFFHOOK_SIGNAL_HELD, primary);
    request_of(OFFHOOK_REQUEST_RETRIEVE, call);
    signal_of(OFFHOOK_SIGNAL_RETRIEVED, primary);
    given = input(OFFHOOK_INPUT_REQUEST, OFFHOOK_REQUEST_CONSULT);
    given.call = call;
    given.entries = &to;
    consult = step(&given);
    signal_of(OFFHOOK_SIGNAL_HELD, primary);
    given = input(OFFHOOK_INPUT_SIGNAL, OFFHOOK_SIGNAL_ORIGINATED);
    given.call = consult;
    given.reference = second;
    (void)step(&given);
    signal_of(OFFHOOK_SIGNAL_DELIVERED, second);
    signal_of(OFFHOOK_SIGNAL_ESTABLISHED, second);
    request_of(OFFHOOK_REQUEST_CONFERENCE, call);
    given = input(OFFHOOK_INPUT_SIGNAL, OFFHOOK_SIGNAL_CONFERENCED);
    given.call_reference = primary;
    given.with_reference = second;
    (void)step(&given);
    given = input(OFFHOOK_INPUT_SIGNAL, OFFHOOK_SIGNAL_PARTY_LEFT);
    given.call_reference = primary;
    given.entries = &party;
    (void)step(&given);
    request_of(OFFHOOK_REQUEST_CLEAR, call);
    signal_of(OFFHOOK_SIGNAL_ACCEPTED, primary);
    signal_of(OFFHOOK_SIGNAL_CLEARED, primary);
}

int main(int argc, char **argv)
{
    unsigned calls = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 0;
    int texts = argc > 2;
    unsigned i;
    if (calls < 2 || calls > MOST_CALLS) {
        fprintf(stderr, "life CALLS [texts]: 2 to %u calls\n", MOST_CALLS);
        return 2;
    }
    must(offhook_entries_clear(&to));
    must(offhook_entries_add(&to, OFFHOOK_TEXT_TO, "4002", 4));
    must(offhook_entries_clear(&party));
    must(offhook_entries_add(&party, OFFHOOK_KEY_PARTY, "4002", 4));
    must(offhook_entries_clear(&numbers));
    must(offhook_entries_add(&numbers, OFFHOOK_KEY_ANI, "408-361-3611", 12));
    must(offhook_entries_add(&numbers, OFFHOOK_KEY_DNIS, "1-800-455-5555", 14));
    must(offhook_station_make(&station, sizeof station, block, sizeof block, (uint16_t)calls, DATA, NULL));
    for (i = 2; i < calls; i++) {
        signal_of(OFFHOOK_SIGNAL_OFFERED, STANDING_BY + i);
        signal_of(OFFHOOK_SIGNAL_ESTABLISHED, STANDING_BY + i);
        signal_of(OFFHOOK_SIGNAL_HELD, STANDING_BY + i);
    }
    live(1, 2, texts);
    live(3, 4, texts);
    printf("%llu\n", (unsigned long long)outputs);
    return 0;
}
