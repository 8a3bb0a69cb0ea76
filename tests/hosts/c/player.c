/* Plays a trace over the public API and prints the transcript: C99, without a libc. */
#include "player.h"

#include "offhook.h"

/* How large a trace may be; a small board says less. */
#ifndef SEATS
#define SEATS 64
#endif
#ifndef MEMORY
#define MEMORY (1024u * 1024u)
#endif

struct seat {
    struct offhook_storage station;
    uint8_t *saved;
    size_t saved_len;
};

static struct seat seats[SEATS];
static uint8_t memory[MEMORY];
static size_t memory_used;

static char line[512];
static size_t line_len;

static void put(const char *text)
{
    while (*text != '\0' && line_len < sizeof line - 1) {
        line[line_len++] = *text++;
    }
}

static void put_number(uint64_t number)
{
    char digits[21];
    size_t at = sizeof digits - 1;
    digits[at] = '\0';
    do {
        digits[--at] = (char)('0' + (char)(number % 10));
        number /= 10;
    } while (number != 0);
    put(&digits[at]);
}

static void put_field(const char *name, uint64_t number)
{
    put(" ");
    put(name);
    put("=");
    put_number(number);
}

static void begin_line(const struct offhook_record *record)
{
    line_len = 0;
    put_number(record->station);
    put(" ");
    put_number(record->now);
}

static void end_line(void)
{
    put("\n");
    line[line_len] = '\0';
    player_print(line);
}

static void print_output(const struct offhook_record *record, const struct offhook_output *output)
{
    begin_line(record);
    put(output->what < OFFHOOK_EVENTS ? " command " : " event ");
    put(offhook_output_name(output->what));
    put_field("call", output->call);
    put_field("other", output->other);
    put_field("reference", output->reference);
    put_field("sequence", output->sequence);
    put_field("request", output->request);
    put_field("cause", output->cause);
    put_field("reason", output->reason);
    put_field("of", output->of);
    put_field("state", output->state);
    put_field("far", output->far);
    put_field("was", output->was);
    put_field("was-far", output->was_far);
    put_field("pending", output->pending);
    put_field("parties", output->parties);
    put_field("on", output->on);
    end_line();
}

/* Memory that is never given back. */
static uint8_t *take(size_t len)
{
    uint8_t *at = &memory[memory_used];
    if (len > MEMORY - memory_used) {
        return NULL;
    }
    memory_used += len;
    return at;
}

static offhook_status make(struct seat *seat, const struct offhook_record *record)
{
    size_t len = OFFHOOK_BLOCK_SIZE(record->calls, record->data) - OFFHOOK_OWN_SIZE + record->own;
    uint8_t *block = take(len);
    if (block == NULL) {
        return OFFHOOK_NO_ROOM;
    }
    return offhook_station_make(&seat->station, sizeof seat->station, block, len, record->calls, record->data,
                                &record->config);
}

static offhook_status save(struct seat *seat)
{
    size_t needed = 0;
    (void)offhook_save(&seat->station, NULL, 0, &needed);
    if (needed > seat->saved_len) {
        seat->saved = take(needed);
    }
    seat->saved_len = seat->saved != NULL ? needed : 0;
    return offhook_save(&seat->station, seat->saved, seat->saved_len, &needed);
}

static offhook_status step(struct seat *seat, const struct offhook_record *record)
{
    struct offhook_output out[OFFHOOK_MAX_OUTPUTS];
    struct offhook_taken taken;
    uint32_t i;
    offhook_status status =
        offhook_step(&seat->station, record->now, &record->input, out, OFFHOOK_MAX_OUTPUTS, &taken);
    if (status == OFFHOOK_REFUSED) {
        begin_line(record);
        put(" refused ");
        put_number(taken.cause);
        end_line();
        return OFFHOOK_DONE;
    }
    for (i = 0; status < OFFHOOK_REFUSED && i < taken.outputs; i++) {
        print_output(record, &out[i]);
    }
    return status;
}

/* This board is too small for this trace. */
static offhook_status no_room(const char *what, size_t most)
{
    line_len = 0;
    put("# no room: more than ");
    put_number(most);
    put(what);
    end_line();
    return OFFHOOK_NO_ROOM;
}

static offhook_status play(struct seat *seat, const struct offhook_record *record)
{
    offhook_status status;
    switch (record->what) {
    case OFFHOOK_RECORD_STATION:
        status = make(seat, record);
        break;
    case OFFHOOK_RECORD_SAVE:
        status = save(seat);
        break;
    case OFFHOOK_RECORD_RESTORE:
        return offhook_restore(&seat->station, seat->saved, seat->saved_len);
    default:
        return step(seat, record);
    }
    return status == OFFHOOK_NO_ROOM ? no_room(" bytes", MEMORY) : status;
}

void player_start(void)
{
    size_t i;
    memory_used = 0;
    for (i = 0; i < SEATS; i++) {
        seats[i].saved = NULL;
        seats[i].saved_len = 0;
    }
}

int32_t player_go_on(const uint8_t *trace, size_t len)
{
    static struct offhook_entries entries;
    struct offhook_trace reader;
    struct offhook_record record;
    offhook_status status = offhook_trace_open(&reader, trace, len);
    while (status < OFFHOOK_REFUSED) {
        status = offhook_trace_next(&reader, &entries, &record);
        if (status != OFFHOOK_DONE) {
            return status == OFFHOOK_NOTHING ? 0 : status;
        }
        status = record.station < SEATS ? play(&seats[record.station], &record) : no_room(" stations", SEATS);
    }
    return status;
}

int32_t player_play(const uint8_t *trace, size_t len)
{
    player_start();
    return player_go_on(trace, len);
}
