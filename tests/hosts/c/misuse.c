/* Misuse is a status and changes nothing, results are written as the header says, and structs lie as they are promised to. */
#include <stdio.h>
#include <string.h>

#include "expect.h"
#include "offhook.h"

static struct offhook_storage station;
static uint8_t block[OFFHOOK_BLOCK_SIZE(2, 64)];
static struct offhook_output out[OFFHOOK_MAX_OUTPUTS];
static struct offhook_taken taken;

static struct offhook_input signal_of(uint8_t what, uint64_t reference)
{
    struct offhook_input input;
    memset(&input, 0, sizeof input);
    input.input = OFFHOOK_INPUT_SIGNAL;
    input.what = what;
    input.call_reference = reference;
    return input;
}

static offhook_status step(const struct offhook_input *input)
{
    return offhook_step(&station, 0, input, out, OFFHOOK_MAX_OUTPUTS, &taken);
}

static offhook_status make(void)
{
    return offhook_station_make(&station, sizeof station, block, sizeof block, 2, 64, NULL);
}

static void making(void)
{
    struct offhook_config config;
    struct {
        struct offhook_config config;
        uint8_t later[8];
    } newer;
    struct offhook_storage elsewhere;
    uint64_t at = 0;
    size_t i;

    EXPECT(offhook_deadline(&station, &at) == OFFHOOK_MISUSE_NOT_MADE);
    EXPECT(offhook_station_make(NULL, sizeof station, block, sizeof block, 2, 64, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_station_make(&station, sizeof station, NULL, sizeof block, 2, 64, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_station_make(&station, 8, block, sizeof block, 2, 64, NULL) == OFFHOOK_MISUSE_SMALL);
    EXPECT(offhook_station_make(&station, sizeof station, block, 16, 2, 64, NULL) == OFFHOOK_MISUSE_SMALL);
    EXPECT(offhook_station_make(&station, sizeof station, block, sizeof block, 65535, 65535, NULL) == OFFHOOK_MISUSE_SMALL);
    EXPECT(offhook_deadline(&station, &at) == OFFHOOK_MISUSE_NOT_MADE);

    /* Wherever the block begins. */
    for (i = 0; i < 8; i++) {
        EXPECT(offhook_station_make(&station, sizeof station, block + i, sizeof block - i, 1, 64, NULL) == OFFHOOK_DONE);
    }

    /* A configuration of another version: shorter is filled up with zeros, longer must be zero where it is not known. */
    memset(&newer, 0, sizeof newer);
    config = newer.config;
    EXPECT(offhook_station_make(&station, sizeof station, block, sizeof block, 2, 64, &config) == OFFHOOK_MISUSE_SMALL);
    config.struct_size = 12;
    config.recall = UINT32_MAX;
    EXPECT(offhook_station_make(&station, sizeof station, block, sizeof block, 2, 64, &config) == OFFHOOK_DONE);
    config.struct_size = sizeof config;
    EXPECT(offhook_station_make(&station, sizeof station, block, sizeof block, 2, 64, &config) == OFFHOOK_REFUSED);
    newer.config.struct_size = sizeof newer;
    EXPECT(offhook_station_make(&station, sizeof station, block, sizeof block, 2, 64, &newer.config) == OFFHOOK_DONE);
    newer.later[7] = 1;
    EXPECT(offhook_station_make(&station, sizeof station, block, sizeof block, 2, 64, &newer.config) == OFFHOOK_MISUSE_CODE);

    EXPECT(make() == OFFHOOK_DONE);
    EXPECT(offhook_deadline(&station, &at) == OFFHOOK_NOTHING && at == OFFHOOK_NEVER);
    memcpy(&elsewhere, &station, sizeof station);
    EXPECT(offhook_deadline(&elsewhere, &at) == OFFHOOK_MISUSE_MOVED);
    EXPECT(offhook_storage_size() <= sizeof station);
    EXPECT(offhook_entries_size() == sizeof(struct offhook_entries));
    EXPECT(offhook_block_size(2, 64) == sizeof block);
}

static void stepping(void)
{
    struct offhook_input input = signal_of(OFFHOOK_SIGNAL_OFFERED, 17);
    struct offhook_call_info call;
    uint8_t *odd = (uint8_t *)out + 1;
    uint32_t id = 0;

    EXPECT(make() == OFFHOOK_DONE);
    EXPECT(offhook_step(NULL, 0, &input, out, 8, &taken) == OFFHOOK_MISUSE_NULL);
    EXPECT(step(NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_step(&station, 0, &input, NULL, 8, &taken) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_step(&station, 0, &input, out, 8, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_step(&station, 0, &input, out, 7, &taken) == OFFHOOK_MISUSE_SMALL);
    EXPECT(offhook_step(&station, 0, &input, (struct offhook_output *)(void *)odd, 8, &taken) == OFFHOOK_MISUSE_ALIGNMENT);
    input.input = 3;
    EXPECT(step(&input) == OFFHOOK_MISUSE_CODE);
    input = signal_of(0, 17);
    EXPECT(step(&input) == OFFHOOK_MISUSE_CODE);
    input = signal_of(OFFHOOK_SIGNAL_OFFERED, 17);
    input.kind = 5;
    EXPECT(step(&input) == OFFHOOK_MISUSE_CODE);
    input.kind = 1 + OFFHOOK_KIND_INBOUND;
    input.acd = 2;
    EXPECT(step(&input) == OFFHOOK_MISUSE_CODE);
    input.acd = 0;
    input.reserved[1] = 1;
    EXPECT(step(&input) == OFFHOOK_MISUSE_CODE);
    input.reserved[1] = 0;
    EXPECT(offhook_find(&station, 17, &id) == OFFHOOK_NO_CALL);

    EXPECT(step(&input) == OFFHOOK_DONE && taken.outputs >= 1 && taken.call != 0);
    EXPECT(out[0].what == OFFHOOK_EVENT_CALL && out[0].state == OFFHOOK_STATE_ALERTING);
    EXPECT(offhook_find(&station, 17, &id) == OFFHOOK_DONE && id == taken.call);
    EXPECT(offhook_call(&station, id, &call) == OFFHOOK_DONE && call.reference == 17 && call.answered == OFFHOOK_NEVER);
    EXPECT(offhook_call(&station, id + 4096, &call) == OFFHOOK_NO_CALL);

    memset(&input, 0, sizeof input);
    input.input = OFFHOOK_INPUT_REQUEST;
    input.what = OFFHOOK_REQUEST_HOLD;
    input.call = id;
    EXPECT(step(&input) == OFFHOOK_REFUSED && taken.cause == OFFHOOK_REASON_INVALID_CONNECTION_STATE && taken.outputs == 0);
    EXPECT(offhook_allowed(&station, OFFHOOK_REQUEST_HOLD, id, &taken.cause) == OFFHOOK_REFUSED);
    EXPECT(offhook_allowed(&station, OFFHOOK_REQUEST_ANSWER, id, NULL) == OFFHOOK_DONE);
    EXPECT(offhook_allowed(&station, 0, id, NULL) == OFFHOOK_MISUSE_CODE);
}

static void texts(void)
{
    struct offhook_input input = signal_of(OFFHOOK_SIGNAL_OFFERED, 17);
    struct offhook_entries entries;
    struct offhook_entry entry;
    struct offhook_text value;
    size_t count = 0, i;

    EXPECT(make() == OFFHOOK_DONE);
    memset(&entries, 0, sizeof entries);
    input.entries = &entries;
    EXPECT(step(&input) == OFFHOOK_MISUSE_NOT_MADE);
    EXPECT(offhook_entries_add(&entries, OFFHOOK_KEY_ANI, "1", 1) == OFFHOOK_MISUSE_NOT_MADE);
    EXPECT(offhook_entries_clear(&entries) == OFFHOOK_DONE);
    EXPECT(offhook_entries_add(&entries, OFFHOOK_KEY_ANI, "\xff", 1) == OFFHOOK_MISUSE_TEXT);
    EXPECT(offhook_entries_add(&entries, OFFHOOK_KEY_ANI, NULL, 1) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_entries_add(&entries, 0, "1", 1) == OFFHOOK_MISUSE_CODE);
    EXPECT(offhook_entries_add(&entries, OFFHOOK_KEY_DNIS, NULL, 0) == OFFHOOK_DONE);
    EXPECT(offhook_entries_add(&entries, OFFHOOK_KEY_ANI, "4001", 4) == OFFHOOK_DONE);
    EXPECT(offhook_entries_add_key(&entries, "CRM", 3, "Id", 2, "7", 1) == OFFHOOK_DONE);
    EXPECT(step(&input) == OFFHOOK_DONE);
    EXPECT(offhook_data_count(&station, taken.call, &count) == OFFHOOK_DONE && count == 3);
    EXPECT(offhook_data_known(&station, taken.call, OFFHOOK_KEY_ANI, &value) == OFFHOOK_DONE);
    EXPECT(value.len == 4 && memcmp(value.data, "4001", 4) == 0);
    EXPECT(offhook_data_known(&station, taken.call, OFFHOOK_KEY_BP, &value) == OFFHOOK_NOTHING && value.len == 0);
    EXPECT(offhook_data_get(&station, taken.call, "CRM", 3, "Id", 2, &value) == OFFHOOK_DONE && value.len == 1);
    EXPECT(offhook_data_at(&station, taken.call, 2, &entry) == OFFHOOK_DONE && entry.app.len == 3 && entry.known == 0);
    EXPECT(offhook_data_at(&station, taken.call, 3, &entry) == OFFHOOK_NOTHING);
    EXPECT(offhook_data_at(&station, 12345, 0, &entry) == OFFHOOK_NO_CALL);
    for (i = 3; i < OFFHOOK_MAX_ENTRIES; i++) {
        EXPECT(offhook_entries_add(&entries, OFFHOOK_KEY_PARTY, "1", 1) == OFFHOOK_DONE);
    }
    EXPECT(offhook_entries_add(&entries, OFFHOOK_KEY_PARTY, "1", 1) == OFFHOOK_MISUSE_MANY);
}

static void codecs(void)
{
    static const char query[] = "CID=BCM1234&ANI=%2B49%2030%201";
    struct offhook_input input = signal_of(OFFHOOK_SIGNAL_OFFERED, 17);
    struct offhook_entries entries;
    struct offhook_wrong wrong;
    uint8_t room[128];
    char text[128];
    size_t len = 0;

    EXPECT(make() == OFFHOOK_DONE);
    EXPECT(offhook_decode(0, query, sizeof query - 1, room, sizeof room, &entries, NULL) == OFFHOOK_MISUSE_CODE);
    EXPECT(offhook_decode(OFFHOOK_CODEC_C4C_QUERY, "CID=%4", 6, room, sizeof room, &entries, &wrong) == OFFHOOK_BAD_BYTES);
    EXPECT(wrong.at == 4 && wrong.why.len > 0);
    EXPECT(offhook_decode(OFFHOOK_CODEC_C4C_QUERY, query, sizeof query - 1, room, 4, &entries, NULL) == OFFHOOK_NO_ROOM);
    EXPECT(offhook_decode(OFFHOOK_CODEC_C4C_QUERY, query, sizeof query - 1, room, sizeof room, &entries, NULL) == OFFHOOK_DONE);
    input.entries = &entries;
    EXPECT(step(&input) == OFFHOOK_DONE);
    EXPECT(offhook_encode(&station, taken.call, NULL, OFFHOOK_CODEC_C4C_QUERY, NULL, NULL, 0, &len, NULL) == OFFHOOK_NO_ROOM);
    EXPECT(len == sizeof query - 1);
    EXPECT(offhook_encode(&station, taken.call, NULL, OFFHOOK_CODEC_C4C_QUERY, NULL, text, sizeof text, &len, NULL) == OFFHOOK_DONE);
    /* A call's facts come first. */
    EXPECT(len == sizeof query - 1 && memcmp(text, "ANI=%2B49%2030%201&CID=BCM1234", len) == 0);
    EXPECT(offhook_encode(&station, taken.call, NULL, OFFHOOK_CODEC_C4C_OUTBOUND, NULL, text, sizeof text, &len, &wrong) == OFFHOOK_REFUSED);
    EXPECT(wrong.why.len > 0);
}

static void saving(void)
{
    static uint8_t saved[4096];
    struct offhook_input offered = signal_of(OFFHOOK_SIGNAL_OFFERED, 17);
    size_t needed = 0, written = 0, i;
    uint32_t id;

    EXPECT(make() == OFFHOOK_DONE && step(&offered) == OFFHOOK_DONE);
    EXPECT(offhook_save(&station, NULL, 0, &needed) == OFFHOOK_NO_ROOM && needed > 0 && needed <= sizeof saved);
    EXPECT(offhook_save(&station, saved, needed, &written) == OFFHOOK_DONE && written == needed);
    EXPECT(make() == OFFHOOK_DONE && offhook_find(&station, 17, &id) == OFFHOOK_NO_CALL);
    for (i = 0; i < needed; i++) {
        EXPECT(offhook_restore(&station, saved, i) == OFFHOOK_BAD_BYTES);
    }
    EXPECT(offhook_find(&station, 17, &id) == OFFHOOK_NO_CALL);
    EXPECT(offhook_restore(&station, saved, needed) == OFFHOOK_DONE && offhook_find(&station, 17, &id) == OFFHOOK_DONE);
}

static void names_and_traces(void)
{
    struct offhook_trace trace;
    struct offhook_entries entries;
    struct offhook_record record;
    uint8_t bytes[64];
    size_t len = 0, more = 0;

    EXPECT(strcmp(offhook_signal_name(OFFHOOK_SIGNAL_FAR_HELD), "far-held") == 0);
    EXPECT(strcmp(offhook_key_name(OFFHOOK_KEY_TICKET_ID), "TicketID") == 0);
    EXPECT(strcmp(offhook_cause_name(OFFHOOK_CAUSE_LOST), "lost") == 0);
    EXPECT(strcmp(offhook_status_name(OFFHOOK_MISUSE_MOVED), "misuse-moved") == 0);
    EXPECT(offhook_signal_name(0) == NULL && offhook_cause_name(0) == NULL && offhook_status_name(-1) == NULL);
    EXPECT(strcmp(offhook_version_text(), "0.1.0") == 0);
    EXPECT(offhook_version() == (OFFHOOK_VERSION_MAJOR << 16 | OFFHOOK_VERSION_MINOR << 8 | OFFHOOK_VERSION_PATCH));
    EXPECT(offhook_abi() == OFFHOOK_ABI);

    memset(&trace, 0, sizeof trace);
    EXPECT(offhook_trace_next(&trace, &entries, &record) == OFFHOOK_MISUSE_NOT_MADE);
    EXPECT(offhook_trace_open(&trace, (const uint8_t *)"no trace", 8) == OFFHOOK_BAD_BYTES);
    EXPECT(offhook_trace_begin(0, bytes, sizeof bytes, &len) == OFFHOOK_DONE);
    memset(&record, 0, sizeof record);
    record.now = 5;
    EXPECT(offhook_trace_write(&record, NULL, bytes, 3, &more) == OFFHOOK_NO_ROOM);
    EXPECT(offhook_trace_write(&record, NULL, bytes + len, sizeof bytes - len, &more) == OFFHOOK_DONE);
    memset(&record, 0, sizeof record);
    EXPECT(offhook_trace_open(&trace, bytes, len + more) == OFFHOOK_DONE);
    EXPECT(offhook_trace_next(&trace, &entries, &record) == OFFHOOK_DONE && record.now == 5);
    EXPECT(record.what == OFFHOOK_RECORD_INPUT && record.input.input == OFFHOOK_INPUT_TIME);
    EXPECT(offhook_trace_next(&trace, &entries, &record) == OFFHOOK_NOTHING);
}

/* A station's record says what it is called; one without a name is as long as ever. */
static void names_of_stations(void)
{
    struct offhook_trace trace;
    struct offhook_entries entries;
    struct offhook_record record;
    struct offhook_text name;
    uint8_t bytes[256];
    size_t len = 0, plain = 0, named = 0;

    EXPECT(offhook_trace_begin(0, bytes, sizeof bytes, &len) == OFFHOOK_DONE);
    memset(&record, 0, sizeof record);
    record.what = OFFHOOK_RECORD_STATION;
    record.calls = 4;
    EXPECT(offhook_trace_write(&record, NULL, bytes + len, sizeof bytes - len, &plain) == OFFHOOK_DONE && plain == 60);
    EXPECT(offhook_entries_clear(&entries) == OFFHOOK_DONE);
    EXPECT(offhook_entries_add_key(&entries, NULL, 0, "name", 4, "4001", 4) == OFFHOOK_DONE);
    record.input.entries = &entries;
    record.station = 1;
    EXPECT(offhook_trace_write(&record, NULL, bytes + len + plain, sizeof bytes - len - plain, &named) == OFFHOOK_DONE);
    EXPECT(named == 60 + 4 + 16 + 8);

    EXPECT(offhook_trace_open(&trace, bytes, len + plain + named) == OFFHOOK_DONE);
    EXPECT(offhook_trace_next(&trace, &entries, &record) == OFFHOOK_DONE && record.station == 0);
    EXPECT(offhook_entries_get(&entries, NULL, 0, "name", 4, &name) == OFFHOOK_NOTHING);
    EXPECT(offhook_trace_next(&trace, &entries, &record) == OFFHOOK_DONE && record.station == 1 && record.calls == 4);
    EXPECT(offhook_entries_get(&entries, NULL, 0, "name", 4, &name) == OFFHOOK_DONE);
    EXPECT(name.len == 4 && memcmp(name.data, "4001", 4) == 0);
    EXPECT(offhook_trace_next(&trace, &entries, &record) == OFFHOOK_NOTHING);
}

static void inbox(void)
{
    struct offhook_inbox inbox;
    struct offhook_edge edge = {0, 0, 0};
    uint32_t lost = 7;
    uint16_t i;

    memset(&inbox, 0, sizeof inbox);
    EXPECT(offhook_inbox_init(NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_inbox_post(NULL, 1, 2, 3) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_inbox_post(&inbox, 1, 2, 3) == OFFHOOK_MISUSE_NOT_MADE);
    EXPECT(offhook_inbox_take(&inbox, &edge) == OFFHOOK_MISUSE_NOT_MADE);
    EXPECT(offhook_inbox_lost(&inbox, &lost) == OFFHOOK_MISUSE_NOT_MADE && lost == 7);

    EXPECT(offhook_inbox_init(&inbox) == OFFHOOK_DONE);
    EXPECT(offhook_inbox_take(&inbox, NULL) == OFFHOOK_MISUSE_NULL && offhook_inbox_lost(&inbox, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_inbox_take(&inbox, &edge) == OFFHOOK_NOTHING && offhook_inbox_lost(&inbox, &lost) == OFFHOOK_NOTHING);
    for (i = 0; i < OFFHOOK_INBOX_EDGES; i++) {
        EXPECT(offhook_inbox_post(&inbox, 1, 255, (uint16_t)(65535 - i)) == OFFHOOK_DONE);
    }
    EXPECT(offhook_inbox_post(&inbox, 1, 2, 3) == OFFHOOK_NO_ROOM);
    EXPECT(offhook_inbox_lost(&inbox, &lost) == OFFHOOK_DONE && lost == 1);
    for (i = 0; i < OFFHOOK_INBOX_EDGES; i++) {
        EXPECT(offhook_inbox_take(&inbox, &edge) == OFFHOOK_DONE);
        EXPECT(edge.source == 1 && edge.code == 255 && edge.value == 65535 - i);
    }
    EXPECT(offhook_inbox_take(&inbox, &edge) == OFFHOOK_NOTHING);
}

/* What crosses the boundary lies the same for every compiler. */
static void layout(void)
{
    EXPECT(sizeof(struct offhook_output) == 40 && offsetof(struct offhook_output, what) == 26);
    EXPECT(offsetof(struct offhook_output, on) == 34);
    EXPECT(sizeof(struct offhook_taken) == 12 && offsetof(struct offhook_taken, outputs) == 8);
    EXPECT(sizeof(struct offhook_config) == 40 && offsetof(struct offhook_config, without) == 24);
    EXPECT(sizeof(struct offhook_call_info) == 56 && offsetof(struct offhook_call_info, local) == 44);
    EXPECT(sizeof(struct offhook_agent_info) == 4);
    EXPECT(sizeof(struct offhook_input) == 64);
    EXPECT(sizeof(struct offhook_edge) == 4 && sizeof(struct offhook_inbox) == 144);
    EXPECT(offsetof(struct offhook_input, call_reference) == 8 && offsetof(struct offhook_input, input) == 50);
    EXPECT(sizeof(struct offhook_text) == 2 * sizeof(void *) && sizeof(offhook_status) == 4);
}

int main(void)
{
    layout();
    making();
    stepping();
    texts();
    codecs();
    saving();
    names_and_traces();
    names_of_stations();
    inbox();
    (void)printf("%d failures\n", failures);
    return failures != 0;
}
