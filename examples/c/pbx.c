/*
 * A small PBX in one program: phones and an agent, each an offhook station, and the exchange in the middle.
 *
 * A user's wish is a step of a station. The commands that come back go to the exchange, one at a time; the signals that the
 * exchange owes go to the stations, as steps again; and so on until nobody has anything to say.
 */
#include <stdio.h>
#include <string.h>
#include "offhook.h"

enum { ALICE, BOB, CAROL, DAVE, PHONES };
enum { CALLS = 2, DATA = 128, WAITING = 32, TEXTS = 4 };

struct phone {
    struct offhook_storage station;
    uint8_t block[OFFHOOK_BLOCK_SIZE(CALLS, DATA)];
};

/* A command on its way to the exchange, with its texts: in the station they last until its next step only. */
struct command {
    struct offhook_output output;
    uint64_t other;
    uint32_t phone;
    uint32_t texts;
    uint8_t known[TEXTS];
    size_t len[TEXTS];
    char text[TEXTS][32];
};

static const char *const numbers[PHONES] = {"4001", "4002", "4003", "4004"};
static struct phone phones[PHONES];
static struct offhook_exchange exchange;
static uint8_t switchboard[OFFHOOK_EXCHANGE_BLOCK_SIZE(PHONES, 8, DATA) + OFFHOOK_EXCHANGE_QUEUE_SIZE +
                           OFFHOOK_EXCHANGE_GROUP_SIZE + OFFHOOK_EXCHANGE_MEMBER_SIZE + OFFHOOK_EXCHANGE_PLACE_SIZE];
static struct command commands[WAITING];
static unsigned first_command, last_command;
static uint64_t now;
static int failed;

/* What must not happen is said, and makes the program fail. */
static void expect(int holds, const char *what)
{
    if (!holds) {
        (void)printf("this should not be: %s\n", what);
        failed = 1;
    }
}

static void print_event(uint32_t phone, const struct offhook_output *event)
{
    (void)printf("  %s: ", numbers[phone]);
    switch (event->what) {
    case OFFHOOK_EVENT_CALL:
        (void)printf("%s, far end %s\n", offhook_state_name(event->state), offhook_state_name(event->far));
        break;
    case OFFHOOK_EVENT_AGENT:
        (void)printf("agent %s\n", offhook_agent_name(event->state));
        break;
    case OFFHOOK_EVENT_REQUEST_FAILED:
        (void)printf("%s failed: %s\n", offhook_request_name(event->of), offhook_cause_name(event->cause));
        break;
    default:
        (void)printf("%s\n", offhook_output_name(event->what));
        break;
    }
}

static void keep_command(uint32_t phone, const struct offhook_output *output)
{
    const struct offhook_storage *station = &phones[phone].station;
    struct command *command = &commands[last_command++ % WAITING];
    struct offhook_call_info other;
    struct offhook_entry entry;
    expect(last_command - first_command <= WAITING, "more commands than there is room for");
    memset(command, 0, sizeof *command);
    command->output = *output;
    command->phone = phone;
    command->other = offhook_call(station, output->other, &other) == OFFHOOK_DONE ? other.reference : 0;
    while (offhook_output_text(station, output, command->texts, &entry) == OFFHOOK_DONE) {
        expect(command->texts < TEXTS && entry.value.len < sizeof command->text[0], "a text that does not fit");
        command->known[command->texts] = entry.known;
        command->len[command->texts] = entry.value.len;
        memcpy(command->text[command->texts++], entry.value.data, entry.value.len);
    }
}

/* One step of a phone's station: events are shown, commands wait for their turn. The call that it was about. */
static uint32_t give(uint32_t phone, const struct offhook_input *input)
{
    struct offhook_output out[OFFHOOK_MAX_OUTPUTS];
    struct offhook_taken taken = {0};
    uint32_t i;
    offhook_status status = offhook_step(&phones[phone].station, now, input, out, OFFHOOK_MAX_OUTPUTS, &taken);
    expect(status < OFFHOOK_REFUSED, status == OFFHOOK_REFUSED ? offhook_cause_name(taken.cause) : offhook_status_name(status));
    for (i = 0; i < taken.outputs; i++) {
        expect(out[i].what != OFFHOOK_EVENT_DISCREPANCY, "station and exchange mean different things");
        if (out[i].what < OFFHOOK_EVENTS) {
            keep_command(phone, &out[i]);
        } else if (out[i].what != OFFHOOK_EVENT_ACTIONS && out[i].what != OFFHOOK_EVENT_REQUEST_DONE) {
            print_event(phone, &out[i]);
        }
    }
    return taken.call;
}

static int station_is_due(uint32_t phone)
{
    uint64_t at;
    return offhook_deadline(&phones[phone].station, &at) == OFFHOOK_DONE && at <= now;
}

/* Commands to the exchange, and its signals to the stations, until all is quiet. */
static void settle(void)
{
    static struct offhook_entries entries;
    struct offhook_input time = {.input = OFFHOOK_INPUT_TIME};
    struct offhook_delivery delivery;
    uint32_t phone = 0;
    uint64_t at;
    for (;;) {
        while (offhook_exchange_next(&exchange, &entries, &delivery) == OFFHOOK_DONE) {
            (void)give(delivery.station, &delivery.input);
        }
        for (phone = 0; phone < PHONES && !station_is_due(phone); phone++) {
        }
        if (phone < PHONES) {
            (void)give(phone, &time);
        } else if (first_command != last_command) {
            const struct command *command = &commands[first_command++ % WAITING];
            uint32_t i;
            (void)offhook_entries_clear(&entries);
            for (i = 0; i < command->texts; i++) {
                (void)offhook_entries_add(&entries, command->known[i], command->text[i], command->len[i]);
            }
            expect(offhook_exchange_command(&exchange, now, command->phone, &command->output, command->other, &entries) == OFFHOOK_DONE,
                   "a command that the exchange does not take");
        } else if (offhook_exchange_deadline(&exchange, &at) == OFFHOOK_DONE && at <= now) {
            (void)offhook_exchange_tick(&exchange, now);
        } else {
            return;
        }
    }
}

/* The call of a phone that is in this state. */
static uint32_t call_in(uint32_t phone, uint8_t state)
{
    struct offhook_call_info call;
    uint32_t cursor = 0;
    while (offhook_call_next(&phones[phone].station, &cursor, &call) == OFFHOOK_DONE) {
        if (call.local == state) {
            return call.id;
        }
    }
    return 0;
}

/* A wish of a user, about a call or with a number, and all that follows from it. */
static uint32_t ask(uint32_t phone, uint8_t what, uint32_t call, uint8_t key, const char *text)
{
    struct offhook_entries entries;
    struct offhook_input request = {.input = OFFHOOK_INPUT_REQUEST};
    uint32_t made;
    (void)offhook_entries_clear(&entries);
    if (key != 0) {
        (void)offhook_entries_add(&entries, key, text, strlen(text));
    }
    request.what = what;
    request.call = call;
    request.entries = &entries;
    (void)printf("%s %s%s%s\n", numbers[phone], offhook_request_name(what), key != 0 ? " " : "", text);
    now += 1000;
    made = give(phone, &request);
    settle();
    return made;
}

static void dial(uint32_t phone, const char *number)
{
    (void)ask(phone, OFFHOOK_REQUEST_MAKE_CALL, 0, OFFHOOK_TEXT_TO, number);
}

static void answer(uint32_t phone)
{
    (void)ask(phone, OFFHOOK_REQUEST_ANSWER, call_in(phone, OFFHOOK_STATE_ALERTING), 0, "");
}

static void on_call(uint32_t phone, uint8_t what, uint8_t key, const char *text)
{
    (void)ask(phone, what, call_in(phone, OFFHOOK_STATE_CONNECTED), key, text);
}

static int make(void)
{
    struct offhook_exchange_config config = {.struct_size = sizeof config, .stations = PHONES, .calls = 8, .queues = 1,
                                             .groups = 1, .members = 1, .places = 1, .data = DATA};
    const uint32_t team[] = {BOB, CAROL}, agents[] = {DAVE};
    uint32_t phone, at = 0;
    offhook_status status =
        offhook_exchange_make(&exchange, sizeof exchange, switchboard, sizeof switchboard, &config, NULL);
    for (phone = 0; phone < PHONES && status == OFFHOOK_DONE; phone++) {
        status = offhook_station_make(&phones[phone].station, sizeof phones[phone].station, phones[phone].block,
                                      sizeof phones[phone].block, CALLS, DATA, NULL);
        if (status == OFFHOOK_DONE) {
            status = offhook_exchange_station(&exchange, numbers[phone], strlen(numbers[phone]), CALLS, 0, &at, NULL);
        }
        expect(at == phone, "stations are numbered in order");
    }
    if (status == OFFHOOK_DONE) {
        status = offhook_exchange_hunt(&exchange, "600", 3, 1, team, 2, NULL);
    }
    if (status == OFFHOOK_DONE) {
        status = offhook_exchange_queue(&exchange, "700", 3, agents, 1, NULL, 0, 0, NULL, 0, NULL);
    }
    return status == OFFHOOK_DONE;
}

static void nothing_is_left(void)
{
    struct offhook_call_info call;
    uint32_t phone, cursor;
    uint64_t at;
    for (phone = 0; phone < PHONES; phone++) {
        cursor = 0;
        expect(offhook_call_next(&phones[phone].station, &cursor, &call) == OFFHOOK_NOTHING, "a call is left");
    }
    expect(offhook_exchange_deadline(&exchange, &at) == OFFHOOK_NOTHING, "a deadline is left");
    expect(offhook_exchange_idle(&exchange) == OFFHOOK_DONE, "the exchange is not idle");
    (void)printf("nothing is left\n");
}

int main(void)
{
    if (!make()) {
        return 1;
    }
    (void)printf("-- a call\n");
    dial(ALICE, "4002");
    answer(BOB);
    on_call(ALICE, OFFHOOK_REQUEST_CLEAR, 0, "");

    (void)printf("-- a transfer with a consultation\n");
    dial(ALICE, "4002");
    answer(BOB);
    on_call(BOB, OFFHOOK_REQUEST_CONSULT, OFFHOOK_TEXT_TO, "4003");
    answer(CAROL);
    on_call(BOB, OFFHOOK_REQUEST_TRANSFER, 0, "");
    on_call(CAROL, OFFHOOK_REQUEST_CLEAR, 0, "");

    (void)printf("-- a call is parked, and fetched by another phone\n");
    dial(ALICE, "4002");
    answer(BOB);
    on_call(BOB, OFFHOOK_REQUEST_PARK, OFFHOOK_TEXT_TO, "801");
    (void)ask(CAROL, OFFHOOK_REQUEST_PICKUP, 0, OFFHOOK_TEXT_OF, "801");
    on_call(ALICE, OFFHOOK_REQUEST_CLEAR, 0, "");

    (void)printf("-- a hunt group: all ring, one answers\n");
    dial(ALICE, "600");
    answer(CAROL);
    on_call(ALICE, OFFHOOK_REQUEST_CLEAR, 0, "");

    (void)printf("-- a queue: the call waits for its agent\n");
    dial(ALICE, "700");
    (void)ask(DAVE, OFFHOOK_REQUEST_LOG_IN, 0, OFFHOOK_TEXT_AGENT, "dave");
    (void)ask(DAVE, OFFHOOK_REQUEST_READY, 0, 0, "");
    answer(DAVE);
    on_call(ALICE, OFFHOOK_REQUEST_CLEAR, 0, "");

    nothing_is_left();
    return failed;
}
