/*
 * A step's commands go to the exchange, one at a time; the signals that the exchange owes go to the stations as steps again; and
 * so on until nobody has anything to say. A phone on a real network sends its commands there instead, and is told its signals.
 */
#include <stddef.h>

#include "far.h"

/* Without a libc; the library brings it. */
void *memcpy(void *to, const void *from, size_t len);

enum { HERE, COLLEAGUE, AWAY, OUTSIDE, STATIONS };
enum { CALLS = 4, DATA = 256, WAITING = 32, TEXTS = 4, LONGEST = 32 };

static const char *const numbers[STATIONS] = {"4001", "4002", "4003", "0221"};

/* A command that waits for its turn, with its texts: in the station they last until its next step only. */
struct command {
    struct offhook_output output;
    uint64_t other;
    uint32_t station;
    uint32_t texts;
    uint8_t known[TEXTS];
    size_t len[TEXTS];
    char text[TEXTS][LONGEST];
};

static struct offhook_storage stations[STATIONS];
static uint8_t blocks[STATIONS][OFFHOOK_BLOCK_SIZE(CALLS, DATA)];
static struct offhook_exchange exchange;
static uint8_t switchboard[OFFHOOK_EXCHANGE_BLOCK_SIZE(STATIONS, 8, DATA)];
static struct command commands[WAITING];
static unsigned first, last;
static int changed;

int far_make(void)
{
    struct offhook_exchange_config setup = {.struct_size = sizeof setup, .stations = STATIONS, .calls = 8, .data = DATA};
    uint32_t i;
    if (offhook_exchange_make(&exchange, sizeof exchange, switchboard, sizeof switchboard, &setup, NULL) != OFFHOOK_DONE) {
        return 1;
    }
    for (i = 0; i < STATIONS; i++) {
        /* The colleague answers by herself; nobody is at 4003. */
        struct offhook_config config = {.struct_size = sizeof config};
        config.auto_answer = i == COLLEAGUE ? 1500 : 0;
        if (offhook_station_make(&stations[i], sizeof stations[i], blocks[i], sizeof blocks[i], CALLS, DATA, &config) != OFFHOOK_DONE ||
            offhook_exchange_station(&exchange, numbers[i], 4, CALLS, i == OUTSIDE ? OFFHOOK_STATION_TRUNK : 0, NULL, NULL) != OFFHOOK_DONE) {
            return 1;
        }
    }
    return 0;
}

struct offhook_storage *far_station(void)
{
    return &stations[HERE];
}

static void keep(uint32_t station, const struct offhook_output *output)
{
    struct command *command = &commands[last % WAITING];
    struct offhook_call_info other;
    struct offhook_entry entry;
    if (last - first == WAITING) {
        return; /* the request times out, as on a network that lost it */
    }
    last++;
    command->output = *output;
    command->station = station;
    command->texts = 0;
    command->other = offhook_call(&stations[station], output->other, &other) == OFFHOOK_DONE ? other.reference : 0;
    while (command->texts < TEXTS && offhook_output_text(&stations[station], output, command->texts, &entry) == OFFHOOK_DONE &&
           entry.value.len <= LONGEST) {
        command->known[command->texts] = entry.known;
        command->len[command->texts] = entry.value.len;
        memcpy(command->text[command->texts++], entry.value.data, entry.value.len);
    }
}

static void heard(uint32_t station, const struct offhook_output *out, uint32_t count)
{
    uint32_t i;
    changed |= station == HERE && count != 0;
    for (i = 0; i < count; i++) {
        if (out[i].what < OFFHOOK_EVENTS) {
            keep(station, &out[i]);
        }
    }
}

void far_heard(const struct offhook_output *out, uint32_t count)
{
    heard(HERE, out, count);
}

int far_changed(void)
{
    int was = changed;
    changed = 0;
    return was;
}

static void give(uint32_t station, uint64_t now, const struct offhook_input *input)
{
    struct offhook_output out[OFFHOOK_MAX_OUTPUTS];
    struct offhook_taken taken = {0};
    if (offhook_step(&stations[station], now, input, out, OFFHOOK_MAX_OUTPUTS, &taken) < OFFHOOK_REFUSED) {
        heard(station, out, taken.outputs);
    }
}

static int is_due(uint32_t station, uint64_t now)
{
    uint64_t at;
    return offhook_deadline(&stations[station], &at) == OFFHOOK_DONE && at <= now;
}

static void send(const struct command *command, uint64_t now)
{
    static struct offhook_entries entries;
    uint32_t i;
    (void)offhook_entries_clear(&entries);
    for (i = 0; i < command->texts; i++) {
        if (command->known[i] != 0) {
            (void)offhook_entries_add(&entries, command->known[i], command->text[i], command->len[i]);
        }
    }
    (void)offhook_exchange_command(&exchange, now, command->station, &command->output, command->other, &entries);
}

void far_settle(uint64_t now)
{
    static struct offhook_entries entries;
    const struct offhook_input time = {.input = OFFHOOK_INPUT_TIME};
    struct offhook_delivery delivery;
    uint64_t at;
    for (;;) {
        uint32_t station = 0;
        while (offhook_exchange_next(&exchange, &entries, &delivery) == OFFHOOK_DONE) {
            give(delivery.station, now, &delivery.input);
        }
        while (station < STATIONS && !is_due(station, now)) {
            station++;
        }
        if (station < STATIONS) {
            give(station, now, &time);
        } else if (first != last) {
            send(&commands[first++ % WAITING], now);
        } else if (offhook_exchange_deadline(&exchange, &at) == OFFHOOK_DONE && at <= now) {
            (void)offhook_exchange_tick(&exchange, now);
        } else {
            return;
        }
    }
}

uint64_t far_deadline(void)
{
    uint64_t at, due = OFFHOOK_NEVER;
    uint32_t i;
    for (i = 0; i < STATIONS; i++) {
        if (offhook_deadline(&stations[i], &at) == OFFHOOK_DONE && at < due) {
            due = at;
        }
    }
    return offhook_exchange_deadline(&exchange, &at) == OFFHOOK_DONE && at < due ? at : due;
}

void far_call(uint64_t now, int outside)
{
    struct offhook_entries entries;
    struct offhook_input call = {.input = OFFHOOK_INPUT_REQUEST, .what = OFFHOOK_REQUEST_MAKE_CALL};
    uint32_t cursor = 0, caller = outside ? OUTSIDE : AWAY;
    struct offhook_call_info made;
    (void)offhook_entries_clear(&entries);
    (void)offhook_entries_add(&entries, OFFHOOK_TEXT_TO, numbers[HERE], 4);
    call.entries = &entries;
    give(caller, now, &call);
    far_settle(now);
    if (outside && offhook_call_next(&stations[caller], &cursor, &made) == OFFHOOK_DONE) {
        struct offhook_input attach = {.input = OFFHOOK_INPUT_REQUEST, .what = OFFHOOK_REQUEST_ATTACH};
        (void)offhook_entries_clear(&entries);
        (void)offhook_entries_add(&entries, OFFHOOK_KEY_BP, "4711", 4);
        attach.entries = &entries;
        attach.call = made.id;
        give(caller, now, &attach);
        far_settle(now);
    }
}

void far_message(uint64_t now)
{
    struct offhook_input message = {.input = OFFHOOK_INPUT_SIGNAL, .what = OFFHOOK_SIGNAL_MESSAGE_WAITING};
    message.on = offhook_feature(&stations[HERE], OFFHOOK_REQUEST_MESSAGE_WAITING, 0) == OFFHOOK_DONE ? 0 : 1;
    give(HERE, now, &message);
}
