/* The 18 inputs of a call's life, with a consultation and a conference: of src/life.rs, for C. Whoever includes this has `step`
   (gives one input, and says which call it made or named) and `must`. */
#include "offhook.h"

static struct offhook_entries to, party, numbers;

static void prepare(void)
{
    must(offhook_entries_clear(&to));
    must(offhook_entries_add(&to, OFFHOOK_TEXT_TO, "4002", 4));
    must(offhook_entries_clear(&party));
    must(offhook_entries_add(&party, OFFHOOK_KEY_PARTY, "4002", 4));
    must(offhook_entries_clear(&numbers));
    must(offhook_entries_add(&numbers, OFFHOOK_KEY_ANI, "408-361-3611", 12));
    must(offhook_entries_add(&numbers, OFFHOOK_KEY_DNIS, "1-800-455-5555", 14));
}

static struct offhook_input input(uint8_t kind, uint8_t what)
{
    struct offhook_input input = {0};
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
    given.new_reference = second;
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
