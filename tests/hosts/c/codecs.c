/*
 * Every codec through the header: by its number and by its own function, of a call's data and of the program's own
 * buffers, both ways; and ICI's merge.
 */
#include <stdio.h>
#include <string.h>

#include "expect.h"
#include "offhook.h"

/* All of one kind have one signature: a table of them is a program's own list of codecs. */
typedef offhook_status encode_function(const struct offhook_storage *station, uint32_t call, const struct offhook_entries *entries,
                                       const struct offhook_encode_options *options, char *into, size_t into_len,
                                       size_t *written, struct offhook_wrong *wrong);
typedef offhook_status decode_function(const char *from, size_t from_len, uint8_t *into, size_t into_len,
                                       struct offhook_entries *entries, struct offhook_wrong *wrong);

struct pair {
    const char *key;
    const char *value;
};

struct codec {
    uint8_t number;
    encode_function *encode;
    decode_function *decode;
    /* What it writes, and the text; a codec that is only read gives them of the text. */
    struct pair entries[8];
    const char *text;
};

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
#define ISDN ";encoding=hex;purpose=isdn-uui;content=isdn-uui"

static const struct codec codecs[] = {
    {OFFHOOK_CODEC_C4C_QUERY, offhook_encode_c4c_query, offhook_decode_c4c_query,
     {{"CID", "BCM1234"}, {"BP", "a&b"}, {0, 0}}, "CID=BCM1234&BP=a%26b"},
    {OFFHOOK_CODEC_C4C_XML, offhook_encode_c4c_xml, offhook_decode_c4c_xml,
     {{"SerialNo", "7"}, {"BP", "a&b"}, {0, 0}}, XML "<payload><Serial>7</Serial><BP>a&amp;b</BP></payload>"},
    {OFFHOOK_CODEC_C4C_JSON, offhook_encode_c4c_json, offhook_decode_c4c_json,
     {{"SerialNo", "7"}, {"BP", "\"a\""}, {0, 0}}, "{\"payload\":{\"SerialNo\":\"7\",\"BP\":\"\\\"a\\\"\"}}"},
    {OFFHOOK_CODEC_C4C_NOTIFICATION_XML, offhook_encode_c4c_xml_notification, offhook_decode_c4c_xml_notification,
     {{"Type", "NOTIFICATION"}, {"ObjectID", "8"}, {0, 0}},
     XML "<payload><Type>NOTIFICATION</Type><ObjectID>8</ObjectID></payload>"},
    {OFFHOOK_CODEC_C4C_NOTIFICATION_JSON, offhook_encode_c4c_json_notification, offhook_decode_c4c_json_notification,
     {{"Type", "NOTIFICATION"}, {"ObjectID", "8"}, {0, 0}}, "{\"payload\":{\"Type\":\"NOTIFICATION\",\"ObjectID\":\"8\"}}"},
    {OFFHOOK_CODEC_C4C_OUTBOUND, NULL, offhook_decode_c4c_outbound,
     {{"PhoneNumber", "+91 943748393"}, {"ESObjectID", "x"}, {0, 0}}, "{PhoneNumber:'+91 943748393', ESOBJECTID:'x'}"},
    {OFFHOOK_CODEC_ICI_XML, offhook_encode_ici_xml, offhook_decode_ici_xml,
     {{"BP", "1"}, {"Free", "2"}, {0, 0}},
     XML "<ItemAttachedData><Application id=\"\"><BP>1</BP><Free>2</Free></Application></ItemAttachedData>"},
    {OFFHOOK_CODEC_UUI, offhook_encode_uui, offhook_decode_uui,
     {{"UUI", "AB"}, {"UUI-00", "1"}, {0, 0}}, "044142" ISDN ",0031" ISDN},
    {OFFHOOK_CODEC_UUI_URI, offhook_encode_uui_uri, offhook_decode_uui_uri,
     {{"UUI-jwt", "a.b"}, {"UUI-x", ""}, {0, 0}}, "User-to-User=a.b%3Bencoding%3Djwt&User-to-User=%22%22%3Bencoding%3Dx"},
    {OFFHOOK_CODEC_OPENCTI_LIGHTNING, offhook_encode_opencti_lightning, NULL,
     {{"method", "screenPop"}, {"type", "SOBJECT"}, {"recordId", "003"}, {0, 0}},
     "sforce.opencti.screenPop({\"type\":sforce.opencti.SCREENPOP_TYPE.SOBJECT,\"params\":{\"recordId\":\"003\"}})"},
    {OFFHOOK_CODEC_OPENCTI_CLASSIC, offhook_encode_opencti_classic, NULL,
     {{"method", "screenPop"}, {"type", "SOBJECT"}, {"recordId", "003"}, {0, 0}}, "sforce.interaction.screenPop(\"/003\",true)"},
    {OFFHOOK_CODEC_OPENCTI_CLICK, NULL, offhook_decode_opencti_click,
     {{"number", "1"}, {"recordId", "003"}, {0, 0}}, "{\"number\":\"1\",\"recordId\":\"003\"}"},
    {OFFHOOK_CODEC_OPENCTI_DEFINITION, offhook_encode_opencti_definition, offhook_decode_opencti_definition,
     {{0, 0}}, XML "<callCenter></callCenter>"},
    {OFFHOOK_CODEC_OPENCTI_METADATA, offhook_encode_opencti_metadata, offhook_decode_opencti_metadata,
     {{"displayName", "a"}, {"displayNameLabel", "b"}, {"internalNameLabel", "c"}, {0, 0}},
     XML "<CallCenter xmlns=\"http://soap.sforce.com/2006/04/metadata\"><displayName>a</displayName><displayNameLabel>b"
         "</displayNameLabel><internalNameLabel>c</internalNameLabel></CallCenter>"},
    {OFFHOOK_CODEC_PEGA, offhook_encode_pega, offhook_decode_pega,
     {{"pyCallState", "hold"}, {"BP", "1"}, {0, 0}}, "{\"pyCallState\":\"hold\",\"pyCallVariables\":{\"BP\":\"1\"}}"},
    {OFFHOOK_CODEC_BINARY, offhook_encode_binary, offhook_decode_binary,
     {{"BP", "1"}, {"k", ""}, {0, 0}}, "\2\0\2BP\0011\0\1k"},
};

#define COUNT (sizeof codecs / sizeof codecs[0])

/* The last text has NULs in it, the lengths of two empty texts. */
static size_t length(const struct codec *codec)
{
    return codec->number == OFFHOOK_CODEC_BINARY ? 11 : strlen(codec->text);
}

static void collect(struct offhook_entries *entries, const struct pair *pair)
{
    EXPECT(offhook_entries_clear(entries) == OFFHOOK_DONE);
    for (; pair->key; pair++) {
        EXPECT(offhook_entries_add_key(entries, NULL, 0, pair->key, strlen(pair->key), pair->value, strlen(pair->value)) ==
               OFFHOOK_DONE);
    }
}

static int is(const struct offhook_text *text, const char *expected)
{
    return text->len == strlen(expected) && memcmp(text->data, expected, text->len) == 0;
}

static void writes(const struct codec *codec)
{
    const size_t size = length(codec);
    struct offhook_entries entries;
    struct offhook_wrong wrong;
    char text[512];
    size_t written = 0;

    collect(&entries, codec->entries);
    if (!codec->encode) {
        EXPECT(offhook_encode(NULL, 0, &entries, codec->number, NULL, text, sizeof text, &written, &wrong) == OFFHOOK_REFUSED);
        EXPECT(is(&wrong.why, "the format is only read"));
        return;
    }
    EXPECT(codec->encode(NULL, 0, &entries, NULL, NULL, 0, &written, NULL) == OFFHOOK_NO_ROOM && written == size);
    EXPECT(codec->encode(NULL, 0, &entries, NULL, text, size - 1, &written, NULL) == OFFHOOK_NO_ROOM && written == size);
    memset(text, '*', sizeof text);
    EXPECT(codec->encode(NULL, 0, &entries, NULL, text, size, &written, &wrong) == OFFHOOK_DONE && written == size);
    EXPECT(memcmp(text, codec->text, size) == 0 && text[size] == '*');
    memset(text, '*', sizeof text);
    EXPECT(offhook_encode(NULL, 0, &entries, codec->number, NULL, text, sizeof text, &written, NULL) == OFFHOOK_DONE);
    EXPECT(written == size && memcmp(text, codec->text, size) == 0);

    EXPECT(codec->encode(NULL, 0, NULL, NULL, text, sizeof text, &written, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(codec->encode(NULL, 1, &entries, NULL, text, sizeof text, &written, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(codec->encode(NULL, 0, &entries, NULL, NULL, 1, &written, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(codec->encode(NULL, 0, &entries, NULL, text, sizeof text, NULL, NULL) == OFFHOOK_MISUSE_NULL);
}

static void reads(const struct codec *codec)
{
    const size_t size = length(codec);
    struct offhook_entries entries, again;
    struct offhook_wrong wrong;
    struct offhook_entry entry;
    struct offhook_text value;
    uint8_t room[512];
    size_t count = 0, i;

    if (!codec->decode) {
        EXPECT(offhook_decode(codec->number, codec->text, size, room, sizeof room, &entries, &wrong) == OFFHOOK_REFUSED);
        EXPECT(is(&wrong.why, "the format is only written"));
        return;
    }
    EXPECT(offhook_decode(codec->number, codec->text, size, room, sizeof room, &again, NULL) == OFFHOOK_DONE);
    EXPECT(codec->decode(codec->text, size, room, sizeof room, &entries, &wrong) == OFFHOOK_DONE);
    for (i = 0; codec->entries[i].key; i++) {
        EXPECT(offhook_entries_at(&entries, i, &entry) == OFFHOOK_DONE);
        EXPECT(is(&entry.key, codec->entries[i].key) && is(&entry.value, codec->entries[i].value) && entry.app.len == 0);
        EXPECT(offhook_entries_get(&entries, NULL, 0, entry.key.data, entry.key.len, &value) == OFFHOOK_DONE);
        EXPECT(is(&value, codec->entries[i].value));
        EXPECT(offhook_entries_at(&again, i, &entry) == OFFHOOK_DONE && is(&entry.key, codec->entries[i].key));
    }
    EXPECT(offhook_entries_count(&entries, &count) == OFFHOOK_DONE && count == i);
    EXPECT(offhook_entries_at(&entries, i, &entry) == OFFHOOK_NOTHING);
    EXPECT(offhook_entries_get(&entries, "x", 1, "y", 1, &value) == OFFHOOK_NOTHING && value.len == 0);
    if (count > 0) {
        EXPECT(codec->decode(codec->text, size, room, 1, &entries, &wrong) == OFFHOOK_NO_ROOM);
        EXPECT(codec->decode(codec->text, size, room, wrong.at, &entries, NULL) == OFFHOOK_DONE);
    }
    EXPECT(codec->decode("\xFF", 1, room, sizeof room, &entries, &wrong) == OFFHOOK_BAD_BYTES && wrong.why.len > 0);
    EXPECT(codec->decode(NULL, 1, room, sizeof room, &entries, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(codec->decode(codec->text, size, NULL, 1, &entries, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(codec->decode(codec->text, size, room, sizeof room, NULL, NULL) == OFFHOOK_MISUSE_NULL);
}

/* A call's data first, then what only this text says; and its options. */
static void of_a_call(void)
{
    static struct offhook_storage station;
    static uint8_t block[OFFHOOK_BLOCK_SIZE(2, 128)];
    static const char expected[] = "ANI=1&TicketID=8&EventType=INBOUND";
    static char transcript[65535], text[70000];
    struct offhook_output out[OFFHOOK_MAX_OUTPUTS];
    struct offhook_encode_options options;
    struct {
        struct offhook_encode_options options;
        uint8_t later[4];
    } newer;
    struct offhook_entries entries;
    struct offhook_taken taken;
    struct offhook_input input;
    struct offhook_wrong wrong;
    size_t written = 0;

    EXPECT(offhook_station_make(&station, sizeof station, block, sizeof block, 2, 128, NULL) == OFFHOOK_DONE);
    EXPECT(offhook_entries_clear(&entries) == OFFHOOK_DONE);
    EXPECT(offhook_entries_add(&entries, OFFHOOK_KEY_TICKET_ID, "8", 1) == OFFHOOK_DONE);
    EXPECT(offhook_entries_add(&entries, OFFHOOK_KEY_ANI, "1", 1) == OFFHOOK_DONE);
    memset(&input, 0, sizeof input);
    input.input = OFFHOOK_INPUT_SIGNAL;
    input.what = OFFHOOK_SIGNAL_OFFERED;
    input.call_reference = 17;
    input.entries = &entries;
    EXPECT(offhook_step(&station, 0, &input, out, OFFHOOK_MAX_OUTPUTS, &taken) == OFFHOOK_DONE);

    EXPECT(offhook_entries_clear(&entries) == OFFHOOK_DONE);
    EXPECT(offhook_entries_add(&entries, OFFHOOK_KEY_EVENT_TYPE, "INBOUND", 7) == OFFHOOK_DONE);
    EXPECT(offhook_encode_c4c_query(&station, taken.call, &entries, NULL, text, sizeof text, &written, NULL) == OFFHOOK_DONE);
    EXPECT(written == sizeof expected - 1 && memcmp(text, expected, written) == 0);
    EXPECT(offhook_encode_c4c_query(&station, taken.call, NULL, NULL, text, sizeof text, &written, NULL) == OFFHOOK_DONE);
    EXPECT(written == 16 && memcmp(text, expected, written) == 0);
    EXPECT(offhook_encode_c4c_query(&station, 999, NULL, NULL, text, sizeof text, &written, NULL) == OFFHOOK_NO_CALL);

    /* Larger than all of the station's memory: read where it is. */
    memset(transcript, 'x', sizeof transcript);
    EXPECT(offhook_entries_add(&entries, OFFHOOK_KEY_TRANSCRIPT, transcript, sizeof transcript) == OFFHOOK_DONE);
    EXPECT(offhook_encode_c4c_query(&station, taken.call, &entries, NULL, text, sizeof text, &written, NULL) == OFFHOOK_DONE);
    EXPECT(written == sizeof expected - 1 + 12 + sizeof transcript);
    EXPECT(offhook_entries_add(&entries, OFFHOOK_KEY_EVENT_TYPE, "sideways", 8) == OFFHOOK_DONE);
    EXPECT(offhook_encode_c4c_query(&station, taken.call, &entries, NULL, text, sizeof text, &written, &wrong) == OFFHOOK_REFUSED);
    EXPECT(wrong.at == 4 && wrong.why.len > 0);

    memset(&newer, 0, sizeof newer);
    options = newer.options;
    EXPECT(offhook_encode_c4c_json(NULL, 0, &entries, &options, text, sizeof text, &written, NULL) == OFFHOOK_MISUSE_SMALL);
    options.struct_size = sizeof options;
    options.accept = 2;
    EXPECT(offhook_entries_clear(&entries) == OFFHOOK_DONE);
    EXPECT(offhook_entries_add(&entries, OFFHOOK_KEY_ACTION, "ACCEPT", 6) == OFFHOOK_DONE);
    EXPECT(offhook_encode_c4c_json(NULL, 0, &entries, &options, text, sizeof text, &written, NULL) == OFFHOOK_DONE);
    EXPECT(written == 14 && memcmp(text, "{\"payload\":{}}", 14) == 0);
    options.accept = 3;
    EXPECT(offhook_encode_c4c_json(NULL, 0, &entries, &options, text, sizeof text, &written, NULL) == OFFHOOK_MISUSE_CODE);
    options.accept = 0;
    options.reserved = 1;
    EXPECT(offhook_encode_c4c_json(NULL, 0, &entries, &options, text, sizeof text, &written, NULL) == OFFHOOK_MISUSE_CODE);
    /* Options of another version: shorter is filled up with zeros, longer must be zero where it is not known. */
    options.reserved = 0;
    options.accept = 3;
    options.struct_size = 6;
    EXPECT(offhook_encode_c4c_json(NULL, 0, &entries, &options, text, sizeof text, &written, NULL) == OFFHOOK_DONE);
    newer.options.struct_size = sizeof newer;
    EXPECT(offhook_encode_c4c_json(NULL, 0, &entries, &newer.options, text, sizeof text, &written, NULL) == OFFHOOK_DONE);
    newer.later[3] = 1;
    EXPECT(offhook_encode_c4c_json(NULL, 0, &entries, &newer.options, text, sizeof text, &written, NULL) == OFFHOOK_MISUSE_CODE);
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.budget = 32;
    EXPECT(offhook_entries_clear(&entries) == OFFHOOK_DONE);
    EXPECT(offhook_entries_add_key(&entries, NULL, 0, "UUI", 3, transcript, 33) == OFFHOOK_DONE);
    EXPECT(offhook_encode_uui(NULL, 0, &entries, &options, text, sizeof text, &written, &wrong) == OFFHOOK_REFUSED);
    EXPECT(is(&wrong.why, "more than the carrier takes"));
}

/* More entries than an input can have are read, and not given on. */
static void many(void)
{
    static char text[4096] = "<ItemAttachedData><Application id='A'>";
    static uint8_t room[4096];
    struct offhook_entries entries;
    struct offhook_entry entry;
    size_t count = 0, written = 0, i;

    for (i = 0; i < OFFHOOK_MAX_ENTRIES + 8; i++) {
        strcat(text, "<K>v</K>");
    }
    strcat(text, "</Application></ItemAttachedData>");
    EXPECT(offhook_decode_ici_xml(text, strlen(text), room, sizeof room, &entries, NULL) == OFFHOOK_DONE);
    EXPECT(offhook_entries_count(&entries, &count) == OFFHOOK_DONE && count == OFFHOOK_MAX_ENTRIES + 8);
    EXPECT(offhook_entries_at(&entries, count - 1, &entry) == OFFHOOK_DONE);
    EXPECT(is(&entry.app, "A") && is(&entry.key, "K") && is(&entry.value, "v"));
    EXPECT(offhook_entries_add(&entries, OFFHOOK_KEY_BP, "1", 1) == OFFHOOK_MISUSE_MANY);
    EXPECT(offhook_encode_ici_xml(NULL, 0, &entries, NULL, text, sizeof text, &written, NULL) == OFFHOOK_MISUSE_MANY);
}

static void merging(void)
{
    static const char document[] = "<ItemAttachedData><Application id=\"CRM_IC/MCM\"><FWDTYPE>Transfer</FWDTYPE></Application>"
                                   "<Application id=\"A\"><K>old</K></Application></ItemAttachedData>";
    static const char merged[] = "<ItemAttachedData><Application id=\"CRM_IC/MCM\"><FWDTYPE>Transfer</FWDTYPE></Application>"
                                 "<Application id=\"A\"><K>new</K></Application></ItemAttachedData>";
    struct offhook_entries entries;
    struct offhook_wrong wrong;
    char text[512];
    size_t written = 0;

    EXPECT(offhook_entries_clear(&entries) == OFFHOOK_DONE);
    EXPECT(offhook_entries_add_key(&entries, "A", 1, "K", 1, "new", 3) == OFFHOOK_DONE);
    EXPECT(offhook_merge_ici(document, sizeof document - 1, NULL, 0, &entries, NULL, 0, &written, NULL) == OFFHOOK_NO_ROOM);
    EXPECT(written == sizeof merged - 1);
    EXPECT(offhook_merge_ici(document, sizeof document - 1, NULL, 0, &entries, text, sizeof text, &written, NULL) == OFFHOOK_DONE);
    EXPECT(written == sizeof merged - 1 && memcmp(text, merged, written) == 0);
    EXPECT(offhook_merge_ici("<x/>", 4, NULL, 0, &entries, text, sizeof text, &written, &wrong) == OFFHOOK_BAD_BYTES);
    EXPECT(wrong.at == 0 && wrong.why.len > 0 && written == 0);
    EXPECT(offhook_entries_add_key(&entries, "CRM_IC/MCM", 10, "FWDTYPE", 7, " ", 1) == OFFHOOK_DONE);
    EXPECT(offhook_merge_ici(document, sizeof document - 1, NULL, 0, &entries, text, sizeof text, &written, &wrong) == OFFHOOK_REFUSED);
    EXPECT(wrong.at == 1);
    EXPECT(offhook_merge_ici(document, sizeof document - 1, NULL, 0, NULL, text, sizeof text, &written, NULL) == OFFHOOK_MISUSE_NULL);
}

int main(void)
{
    uint8_t number, seen = 0;
    size_t i;

    for (i = 0; i < COUNT; i++) {
        writes(&codecs[i]);
        reads(&codecs[i]);
    }
    /* None is left out. */
    for (number = 1; offhook_codec_name(number); number++) {
        for (i = 0; i < COUNT; i++) {
            seen = (uint8_t)(seen + (codecs[i].number == number));
        }
    }
    EXPECT(seen == COUNT && number == COUNT + 1);
    of_a_call();
    many();
    merging();
    (void)printf("%d failures\n", failures);
    return failures != 0;
}
