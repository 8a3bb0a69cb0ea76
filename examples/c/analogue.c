/*
 * An analogue phone that signals to itself: a handset on one side, a line of the telephone company on the other, and no network
 * that says what became of a wish. On such a line a wish comes true when the adapter acts on it: closing the loop answers,
 * opening it clears, and a digit that was sent is sent. So each command of the station is carried out on the wire, and the signal
 * that says so is given to the station at once. Only what the wire tells by itself (ringing voltage, and the polarity that turns
 * when the far end answers, or hangs up) comes from outside.
 *
 *   handset                   station                         wire
 *   hook off             ->   make-call without a number ->   close the loop    = initiated
 *   digits               ->   dial                       ->   send the tones    = originated
 *                             established                <-   polarity turns
 *   hook flash           ->   hold, retrieve             ->   mute the line     = held, retrieved
 *   hook on              ->   clear                      ->   open the loop     = cleared
 *                             offered                    <-   ringing voltage
 *   hook off             ->   answer                     ->   close the loop    = established
 */
#include <stdio.h>
#include <string.h>
#include "offhook.h"

static struct offhook_storage station;
static uint8_t block[OFFHOOK_BLOCK_SIZE(1, 128)]; /* one line, one call */
static uint64_t now;
static uint64_t calls_so_far; /* the adapter's own name of the call on the line */
static int failed;

static void step(const struct offhook_input *input);

static void tell(uint8_t what, const struct offhook_output *of, uint16_t cause)
{
    struct offhook_input input = {.input = OFFHOOK_INPUT_SIGNAL};
    input.what = what;
    input.cause = cause;
    input.call_reference = calls_so_far;
    if (of != NULL) {
        input.call = of->call;
        input.new_reference = calls_so_far;
        input.request = of->request;
    }
    step(&input);
}

/* Acts on the wire, and tells the station that it came true. */
static void carry_out(const struct offhook_output *command)
{
    struct offhook_entry digits;
    switch (command->what) {
    case OFFHOOK_COMMAND_MAKE_CALL:
        (void)printf("  wire: loop closed, dial tone\n");
        calls_so_far++;
        tell(OFFHOOK_SIGNAL_INITIATED, command, 0);
        break;
    case OFFHOOK_COMMAND_DIAL:
        if (offhook_output_text(&station, command, 0, &digits) == OFFHOOK_DONE) {
            (void)printf("  wire: tones %.*s\n", (int)digits.value.len, digits.value.data);
        }
        tell(OFFHOOK_SIGNAL_ORIGINATED, command, 0);
        break;
    case OFFHOOK_COMMAND_ANSWER:
        (void)printf("  wire: loop closed, ringing stops\n");
        tell(OFFHOOK_SIGNAL_ESTABLISHED, command, 0);
        break;
    case OFFHOOK_COMMAND_HOLD:
        (void)printf("  wire: muted\n");
        tell(OFFHOOK_SIGNAL_HELD, command, 0);
        break;
    case OFFHOOK_COMMAND_RETRIEVE:
        (void)printf("  wire: not muted any more\n");
        tell(OFFHOOK_SIGNAL_RETRIEVED, command, 0);
        break;
    case OFFHOOK_COMMAND_CLEAR:
        (void)printf("  wire: loop open\n");
        tell(OFFHOOK_SIGNAL_CLEARED, command, 0);
        break;
    default:
        (void)printf("  wire: cannot %s\n", offhook_output_name(command->what));
        tell(OFFHOOK_SIGNAL_REFUSED, command, OFFHOOK_CAUSE_UNSUPPORTED);
        break;
    }
}

static void step(const struct offhook_input *input)
{
    struct offhook_output out[OFFHOOK_MAX_OUTPUTS];
    struct offhook_taken taken = {0};
    uint32_t i;
    offhook_status status = offhook_step(&station, now, input, out, OFFHOOK_MAX_OUTPUTS, &taken);
    if (status >= OFFHOOK_REFUSED) {
        (void)printf("  %s\n", status == OFFHOOK_REFUSED ? offhook_cause_name(taken.cause) : offhook_status_name(status));
        failed = 1;
    }
    for (i = 0; i < taken.outputs; i++) {
        if (out[i].what == OFFHOOK_EVENT_CALL) {
            (void)printf("  phone: %s, far end %s\n", offhook_state_name(out[i].state), offhook_state_name(out[i].far));
        } else if (out[i].what == OFFHOOK_EVENT_ENDED) {
            (void)printf("  phone: ended\n");
        } else if (out[i].what == OFFHOOK_EVENT_DISCREPANCY) {
            failed = 1;
        }
    }
    /* Last, as what comes of it is a step of its own. */
    for (i = 0; i < taken.outputs; i++) {
        if (out[i].what < OFFHOOK_EVENTS) {
            carry_out(&out[i]);
        }
    }
}

static void ask(uint8_t what, const char *digits)
{
    struct offhook_entries entries;
    struct offhook_input request = {.input = OFFHOOK_INPUT_REQUEST};
    struct offhook_call_info call;
    uint32_t cursor = 0;
    (void)offhook_entries_clear(&entries);
    if (digits != NULL) {
        (void)offhook_entries_add(&entries, OFFHOOK_TEXT_DIGITS, digits, strlen(digits));
    }
    request.what = what;
    request.call = offhook_call_next(&station, &cursor, &call) == OFFHOOK_DONE ? call.id : 0;
    request.entries = &entries;
    step(&request);
}

/* What the phone is doing. */
static uint8_t state(void)
{
    struct offhook_call_info call;
    uint32_t cursor = 0;
    return offhook_call_next(&station, &cursor, &call) == OFFHOOK_DONE ? call.local : OFFHOOK_STATE_NULL;
}

static void hook_off(void)
{
    (void)printf("handset: hook off\n");
    now += 1000;
    ask(state() == OFFHOOK_STATE_ALERTING ? OFFHOOK_REQUEST_ANSWER : OFFHOOK_REQUEST_MAKE_CALL, NULL);
}

static void hook_flash(void)
{
    (void)printf("handset: hook flash\n");
    now += 1000;
    ask(state() == OFFHOOK_STATE_HELD ? OFFHOOK_REQUEST_RETRIEVE : OFFHOOK_REQUEST_HOLD, NULL);
}

static void hook_on(void)
{
    (void)printf("handset: hook on\n");
    now += 1000;
    if (state() != OFFHOOK_STATE_NULL) {
        ask(OFFHOOK_REQUEST_CLEAR, NULL);
    }
}

static void digits(const char *number)
{
    (void)printf("handset: digits %s\n", number);
    now += 1000;
    ask(OFFHOOK_REQUEST_DIAL, number);
}

static void wire(const char *what, uint8_t says, uint16_t cause)
{
    (void)printf("wire: %s\n", what);
    now += 1000;
    if (says == OFFHOOK_SIGNAL_OFFERED) {
        calls_so_far++;
    }
    tell(says, NULL, cause);
}

int main(void)
{
    const struct offhook_input time = {.input = OFFHOOK_INPUT_TIME};
    if (offhook_station_make(&station, sizeof station, block, sizeof block, 1, 128, NULL) != OFFHOOK_DONE) {
        return 1;
    }
    hook_off();
    digits("4002");
    wire("ringing tone", OFFHOOK_SIGNAL_DELIVERED, 0);
    wire("the polarity turns: answered", OFFHOOK_SIGNAL_ESTABLISHED, 0);
    hook_flash();
    hook_flash();
    hook_on();

    wire("ringing voltage", OFFHOOK_SIGNAL_OFFERED, 0);
    hook_off();
    wire("the polarity turns back: the far end hung up", OFFHOOK_SIGNAL_CLEARED, 0);
    hook_on();

    wire("ringing voltage", OFFHOOK_SIGNAL_OFFERED, 0);
    wire("no ringing voltage any more", OFFHOOK_SIGNAL_CLEARED, OFFHOOK_CAUSE_CALL_CANCELLED);

    /* A deadline that was dropped may come early: it passes without a word. */
    while (offhook_deadline(&station, &now) == OFFHOOK_DONE) {
        step(&time);
    }
    (void)printf("the phone is %s\n", state() == OFFHOOK_STATE_NULL ? "idle" : "not idle");
    return failed || state() != OFFHOOK_STATE_NULL;
}
