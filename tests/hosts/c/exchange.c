/* The exchange's functions: misuse is a status and changes nothing, what is refused says why, structs lie as promised. */
#include <stdio.h>
#include <string.h>

#include "expect.h"
#include "offhook.h"

#define SIZE (OFFHOOK_EXCHANGE_BLOCK_SIZE(2, 2, 64) + OFFHOOK_EXCHANGE_QUEUE_SIZE + OFFHOOK_EXCHANGE_GROUP_SIZE + \
              OFFHOOK_EXCHANGE_MEMBER_SIZE + OFFHOOK_EXCHANGE_PLACE_SIZE)

static struct offhook_exchange exchange;
static uint8_t block[SIZE];
static struct offhook_entries entries;
static struct offhook_delivery delivery;
static uint16_t why;

static struct offhook_exchange_config config(void)
{
    struct offhook_exchange_config config;
    memset(&config, 0, sizeof config);
    config.struct_size = sizeof config;
    config.stations = config.calls = 2;
    config.queues = config.groups = config.members = config.places = 1;
    config.data = 64;
    return config;
}

static offhook_status make(const struct offhook_exchange_config *config)
{
    return offhook_exchange_make(&exchange, sizeof exchange, block, sizeof block, config, &why);
}

static offhook_status add(const char *number)
{
    return offhook_exchange_station(&exchange, number, strlen(number), 2, 0, NULL, &why);
}

static void making(void)
{
    struct offhook_exchange_config of = config();
    struct offhook_exchange elsewhere;
    struct {
        struct offhook_exchange_config config;
        uint8_t later[8];
    } newer;
    uint64_t at = 0;
    size_t size = 0, i;

    EXPECT(offhook_exchange_deadline(&exchange, &at) == OFFHOOK_MISUSE_NOT_MADE);
    EXPECT(offhook_exchange_tick(&exchange, 0) == OFFHOOK_MISUSE_NOT_MADE);
    EXPECT(offhook_exchange_make(NULL, sizeof exchange, block, sizeof block, &of, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_exchange_make(&exchange, sizeof exchange, NULL, sizeof block, &of, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_exchange_make(&exchange, sizeof exchange, block, sizeof block, NULL, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_exchange_make(&exchange, 8, block, sizeof block, &of, NULL) == OFFHOOK_MISUSE_SMALL);
    /* However little there is, it is seen. */
    for (i = 0; i + 256 < sizeof block; i++) {
        EXPECT(offhook_exchange_make(&exchange, sizeof exchange, block, i, &of, NULL) == OFFHOOK_MISUSE_SMALL);
    }
    EXPECT(offhook_exchange_deadline(&exchange, &at) == OFFHOOK_MISUSE_NOT_MADE);
    EXPECT(offhook_exchange_size() <= sizeof exchange);
    EXPECT(offhook_exchange_block_size(&of, &size) == OFFHOOK_DONE && size == sizeof block);
    EXPECT(offhook_exchange_block_size(NULL, &size) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_exchange_block_size(&of, NULL) == OFFHOOK_MISUSE_NULL);

    of.parties = 33;
    EXPECT(offhook_exchange_block_size(&of, &size) == OFFHOOK_DONE && size > sizeof block);
    of.parties = 1;
    EXPECT(make(&of) == OFFHOOK_REFUSED && why == OFFHOOK_REASON_INVALID_PARAMETER_VALUE);
    of = config();
    of.calls = of.stations = of.connections = UINT32_MAX;
    of.data = UINT16_MAX;
    EXPECT(make(&of) == OFFHOOK_MISUSE_SMALL);
    of = config();
    of.reserved[2] = 1;
    EXPECT(make(&of) == OFFHOOK_MISUSE_CODE);
    memset(&newer, 0, sizeof newer);
    newer.config = config();
    newer.config.struct_size = sizeof newer;
    EXPECT(make(&newer.config) == OFFHOOK_DONE);
    newer.later[0] = 1;
    EXPECT(make(&newer.config) == OFFHOOK_MISUSE_CODE);
    newer.config.struct_size = 2;
    EXPECT(make(&newer.config) == OFFHOOK_MISUSE_SMALL);

    /* Wherever the block begins: what alignment takes is in the size. */
    of = config();
    of.stations = 1;
    for (i = 0; i < 64; i++) {
        EXPECT(offhook_exchange_make(&exchange, sizeof exchange, block + i, sizeof block - OFFHOOK_EXCHANGE_STATION_SIZE - OFFHOOK_EXCHANGE_OWN_SIZE, &of, NULL) == OFFHOOK_DONE);
    }
    of = config();
    EXPECT(make(&of) == OFFHOOK_DONE);
    memcpy(&elsewhere, &exchange, sizeof exchange);
    EXPECT(offhook_exchange_deadline(&elsewhere, &at) == OFFHOOK_MISUSE_MOVED);
    EXPECT(offhook_exchange_deadline(&exchange, &at) == OFFHOOK_NOTHING && at == OFFHOOK_NEVER);
}

static void numbers(void)
{
    static const char longer[] = "01234567890123456789012345678901234567890123";
    const struct offhook_exchange_config of = config();
    uint32_t stations[33] = {0}, station = 7;
    const void *odd = (const uint8_t *)stations + 1;

    EXPECT(make(&of) == OFFHOOK_DONE);
    EXPECT(offhook_exchange_station(NULL, "1", 1, 2, 0, NULL, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_exchange_station(&exchange, NULL, 1, 2, 0, NULL, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_exchange_station(&exchange, "\xff", 1, 2, 0, NULL, NULL) == OFFHOOK_MISUSE_TEXT);
    EXPECT(offhook_exchange_station(&exchange, "1", 1, 2, 4, NULL, NULL) == OFFHOOK_MISUSE_CODE);
    EXPECT(offhook_exchange_station(&exchange, "1", 1, 2, OFFHOOK_STATION_TRUNK, &station, NULL) == OFFHOOK_DONE && station == 0);
    EXPECT(add("1") == OFFHOOK_REFUSED && why == OFFHOOK_REASON_INVALID_PARAMETER_VALUE);
    EXPECT(add("") == OFFHOOK_REFUSED && why == OFFHOOK_REASON_INVALID_PARAMETER_VALUE);
    EXPECT(add(longer) == OFFHOOK_REFUSED && why == OFFHOOK_CAUSE_NO_ROOM);
    EXPECT(add("2") == OFFHOOK_DONE);
    EXPECT(add("3") == OFFHOOK_REFUSED && why == OFFHOOK_CAUSE_NO_ROOM);
    EXPECT(offhook_exchange_find(&exchange, "2", 1, &station) == OFFHOOK_DONE && station == 1);
    EXPECT(offhook_exchange_find(&exchange, "3", 1, &station) == OFFHOOK_NO_STATION);
    EXPECT(offhook_exchange_find(&exchange, "2", 1, NULL) == OFFHOOK_MISUSE_NULL);

    EXPECT(offhook_exchange_hunt(&exchange, "600", 3, 2, stations, 1, NULL) == OFFHOOK_MISUSE_CODE);
    EXPECT(offhook_exchange_hunt(&exchange, "600", 3, 1, NULL, 1, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_exchange_hunt(&exchange, "600", 3, 1, odd, 1, NULL) == OFFHOOK_MISUSE_ALIGNMENT);
    EXPECT(offhook_exchange_hunt(&exchange, "600", 3, 1, stations, 33, &why) == OFFHOOK_REFUSED && why == OFFHOOK_CAUSE_NO_ROOM);
    stations[0] = 2;
    EXPECT(offhook_exchange_hunt(&exchange, "600", 3, 1, stations, 1, &why) == OFFHOOK_REFUSED);
    EXPECT(offhook_exchange_queue(&exchange, "700", 3, stations, 1, NULL, 0, 0, NULL, 0, &why) == OFFHOOK_REFUSED);
    stations[0] = 1;
    EXPECT(offhook_exchange_queue(&exchange, "700", 3, stations, 2, NULL, 0, 0, NULL, 0, &why) == OFFHOOK_REFUSED && why == OFFHOOK_CAUSE_NO_ROOM);
    EXPECT(offhook_exchange_queue(&exchange, "700", 3, stations, 1, "\xff", 1, 0, NULL, 0, NULL) == OFFHOOK_MISUSE_TEXT);
    EXPECT(offhook_exchange_queue(&exchange, "700", 3, stations, 1, "a,b", 3, 1000, "2", 1, NULL) == OFFHOOK_DONE);
    EXPECT(offhook_exchange_find(&exchange, "700", 3, &station) == OFFHOOK_NO_STATION);
}

static void switching(void)
{
    const struct offhook_exchange_config of = config();
    struct offhook_connection connection;
    struct offhook_output make_call;
    struct offhook_entries none;
    uint64_t reference;

    memset(&make_call, 0, sizeof make_call);
    memset(&none, 0, sizeof none);
    make_call.what = OFFHOOK_COMMAND_MAKE_CALL;
    make_call.call = 4096;
    make_call.request = 1;
    EXPECT(make(&of) == OFFHOOK_DONE && add("1") == OFFHOOK_DONE && add("2") == OFFHOOK_DONE);
    EXPECT(offhook_entries_clear(&entries) == OFFHOOK_DONE && offhook_entries_add(&entries, OFFHOOK_TEXT_TO, "2", 1) == OFFHOOK_DONE);
    EXPECT(offhook_exchange_command(NULL, 0, 0, &make_call, 0, &entries) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_exchange_command(&exchange, 0, 0, NULL, 0, &entries) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_exchange_command(&exchange, 0, 0, &make_call, 0, &none) == OFFHOOK_MISUSE_NOT_MADE);
    EXPECT(offhook_exchange_command(&exchange, 0, 2, &make_call, 0, &entries) == OFFHOOK_NO_STATION);
    make_call.what = 255;
    EXPECT(offhook_exchange_command(&exchange, 0, 0, &make_call, 0, &entries) == OFFHOOK_MISUSE_CODE);
    make_call.what = OFFHOOK_EVENT_CALL;
    EXPECT(offhook_exchange_command(&exchange, 0, 0, &make_call, 0, &entries) == OFFHOOK_DONE);
    EXPECT(offhook_exchange_next(&exchange, &entries, &delivery) == OFFHOOK_NOTHING);
    EXPECT(offhook_exchange_idle(&exchange) == OFFHOOK_DONE && offhook_exchange_idle(NULL) == OFFHOOK_MISUSE_NULL);

    /* `next` has collected no entries: once more. */
    EXPECT(offhook_entries_clear(&entries) == OFFHOOK_DONE && offhook_entries_add(&entries, OFFHOOK_TEXT_TO, "2", 1) == OFFHOOK_DONE);
    make_call.what = OFFHOOK_COMMAND_MAKE_CALL;
    EXPECT(offhook_exchange_command(&exchange, 0, 0, &make_call, 0, &entries) == OFFHOOK_DONE);
    EXPECT(offhook_exchange_command(&exchange, 0, 0, &make_call, 0, &entries) == OFFHOOK_BUSY);
    EXPECT(offhook_exchange_tick(&exchange, 0) == OFFHOOK_BUSY);
    EXPECT(offhook_exchange_plug(&exchange, 0, 1, 0) == OFFHOOK_BUSY);
    EXPECT(offhook_exchange_idle(&exchange) == OFFHOOK_NOTHING);
    EXPECT(offhook_exchange_next(&exchange, NULL, &delivery) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_exchange_next(&exchange, &entries, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_exchange_next(&exchange, &entries, &delivery) == OFFHOOK_DONE);
    EXPECT(delivery.station == 0 && delivery.input.what == OFFHOOK_SIGNAL_ORIGINATED && delivery.input.call == 4096);
    EXPECT(delivery.input.input == OFFHOOK_INPUT_SIGNAL && delivery.input.entries == &entries && delivery.call != 0);
    reference = delivery.input.call_reference;
    EXPECT(offhook_exchange_next(&exchange, &entries, &delivery) == OFFHOOK_DONE && delivery.input.what == OFFHOOK_SIGNAL_DELIVERED);
    EXPECT(offhook_exchange_next(&exchange, &entries, &delivery) == OFFHOOK_DONE && delivery.input.what == OFFHOOK_SIGNAL_OFFERED);
    EXPECT(delivery.station == 1 && delivery.input.kind == 1 + OFFHOOK_KIND_INTERNAL);
    EXPECT(offhook_exchange_next(&exchange, &entries, &delivery) == OFFHOOK_NOTHING);

    EXPECT(offhook_exchange_connection(&exchange, 0, 4096, 0, &connection) == OFFHOOK_DONE && connection.call == delivery.call);
    EXPECT(connection.local == OFFHOOK_STATE_CONNECTED && connection.far == OFFHOOK_STATE_ALERTING);
    EXPECT(offhook_exchange_connection(&exchange, 0, 0, reference, &connection) == OFFHOOK_DONE);
    /* Another station's, and nobody's. */
    EXPECT(offhook_exchange_connection(&exchange, 1, 0, reference, &connection) == OFFHOOK_NO_CALL);
    EXPECT(offhook_exchange_connection(&exchange, 9, 4096, 0, &connection) == OFFHOOK_NO_CALL);
    EXPECT(offhook_exchange_connection(&exchange, 0, 8192, 0, &connection) == OFFHOOK_NO_CALL);
    EXPECT(offhook_exchange_connection(&exchange, 0, 4096, 0, NULL) == OFFHOOK_MISUSE_NULL);

    EXPECT(offhook_exchange_plug(&exchange, 0, 2, 0) == OFFHOOK_NO_STATION);
    EXPECT(offhook_exchange_plug(&exchange, 0, 1, 2) == OFFHOOK_MISUSE_CODE);
    EXPECT(offhook_exchange_plug(&exchange, 0, 1, 0) == OFFHOOK_DONE);
    while (offhook_exchange_next(&exchange, &entries, &delivery) == OFFHOOK_DONE) {
        EXPECT(delivery.station == 0);
    }
    /* A command about a call that is not there is refused, by a signal. */
    make_call.what = OFFHOOK_COMMAND_HOLD;
    make_call.call = 12345;
    EXPECT(offhook_exchange_command(&exchange, 0, 0, &make_call, 0, NULL) == OFFHOOK_DONE);
    EXPECT(offhook_exchange_next(&exchange, &entries, &delivery) == OFFHOOK_DONE);
    EXPECT(delivery.input.what == OFFHOOK_SIGNAL_REFUSED && delivery.input.cause == OFFHOOK_REASON_INVALID_CONNECTION_ID);
    EXPECT(offhook_exchange_next(&exchange, &entries, &delivery) == OFFHOOK_NOTHING);
}

/* All texts of a command at once, as the exchange takes them. */
static void texts_of_a_command(void)
{
    static struct offhook_storage station;
    static uint8_t memory[OFFHOOK_BLOCK_SIZE(1, 64)];
    struct offhook_output out[OFFHOOK_MAX_OUTPUTS];
    struct offhook_input input;
    struct offhook_taken taken;

    memset(&input, 0, sizeof input);
    EXPECT(offhook_station_make(&station, sizeof station, memory, sizeof memory, 1, 64, NULL) == OFFHOOK_DONE);
    EXPECT(offhook_entries_clear(&entries) == OFFHOOK_DONE && offhook_entries_add(&entries, OFFHOOK_TEXT_TO, "2", 1) == OFFHOOK_DONE);
    input.input = OFFHOOK_INPUT_REQUEST;
    input.what = OFFHOOK_REQUEST_MAKE_CALL;
    input.entries = &entries;
    EXPECT(offhook_step(&station, 0, &input, out, OFFHOOK_MAX_OUTPUTS, &taken) == OFFHOOK_DONE);
    EXPECT(out[0].what == OFFHOOK_COMMAND_MAKE_CALL);
    EXPECT(offhook_output_texts(NULL, &out[0], &entries) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_output_texts(&station, NULL, &entries) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_output_texts(&station, &out[0], NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_output_texts(&station, &out[1], &entries) == OFFHOOK_NOTHING);
    EXPECT(offhook_output_texts(&station, &out[0], &entries) == OFFHOOK_DONE);
    EXPECT(offhook_exchange_command(&exchange, 0, 0, &out[0], 0, &entries) == OFFHOOK_DONE);
    EXPECT(offhook_exchange_next(&exchange, &entries, &delivery) == OFFHOOK_DONE);
    EXPECT(delivery.input.what == OFFHOOK_SIGNAL_ORIGINATED && delivery.input.call == taken.call);
    while (offhook_exchange_next(&exchange, &entries, &delivery) == OFFHOOK_DONE) {
    }
}

/* What crosses the boundary lies the same for every compiler. */
static void layout(void)
{
    EXPECT(sizeof(struct offhook_exchange) == 32 && sizeof(struct offhook_exchange_config) == 40);
    EXPECT(offsetof(struct offhook_exchange_config, data) == 32 && offsetof(struct offhook_exchange_config, parties) == 36);
    EXPECT(sizeof(struct offhook_delivery) == 16 + sizeof(struct offhook_input));
    EXPECT(offsetof(struct offhook_delivery, input) == 8);
    EXPECT(sizeof(struct offhook_connection) == 16 && offsetof(struct offhook_connection, far) == 9);
}

int main(void)
{
    layout();
    making();
    numbers();
    switching();
    texts_of_a_command();
    (void)printf("%d failures\n", failures);
    return failures != 0;
}
