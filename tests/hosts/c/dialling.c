/* Dialling options through the header, in C and in C++: a call-centre file is decoded, and a number is dialled as it says. */
#include <stdio.h>
#include <string.h>

#include "expect.h"
#include "offhook.h"

#define ITEM(name, value) "<item sortOrder=\"0\" name=\"" name "\" label=\"\">" value "</item>"
#define ITEMS(name, value) "<items><label></label><name>" name "</name><value>" value "</value></items>"

/* One call centre in the two forms that there are of it, with a prefix of the same name in another section. */
static const char imported[] =
    "<callCenter><section sortOrder=\"0\" name=\"mine\" label=\"\">" ITEM("reqOutsidePrefix", "7") "</section>"
    "<section sortOrder=\"1\" name=\"reqDialingOptions\" label=\"\">" ITEM("reqOutsidePrefix", "9")
    ITEM("reqLongDistPrefix", "1") ITEM("reqInternationalPrefix", "01") "</section></callCenter>";
static const char metadata[] =
    "<CallCenter xmlns=\"http://soap.sforce.com/2006/04/metadata\"><displayName>a</displayName>"
    "<displayNameLabel>b</displayNameLabel><internalNameLabel>c</internalNameLabel><sections>"
    ITEMS("reqOutsidePrefix", "9") ITEMS("reqLongDistPrefix", "1") ITEMS("reqInternationalPrefix", "01")
    "<label>d</label><name>reqDialingOptions</name></sections></CallCenter>";

static const struct {
    const char *number;
    const char *dialled;
} as_usual[] = {
    {"4002", "4002"},
    {"361-3611", "93613611"},
    {"(408) 361-3611", "914083613611"},
    {"+1 408 361 3611", "914083613611"},
    {"+49 (30) 1234/5", "901493012345"},
    {"*72", "*72"},
};

#define COUNT (sizeof as_usual / sizeof as_usual[0])

static void dials(const struct offhook_entries *definition, const struct offhook_dial_rule *rules, size_t count, const char *number,
                  const char *dialled)
{
    const size_t size = strlen(dialled);
    char text[32];
    size_t written = 0;

    EXPECT(offhook_dial(number, strlen(number), definition, rules, count, NULL, 0, &written, NULL) == OFFHOOK_NO_ROOM);
    EXPECT(written == size);
    memset(text, 'x', sizeof text);
    EXPECT(offhook_dial(number, strlen(number), definition, rules, count, text, size - 1, &written, NULL) == OFFHOOK_NO_ROOM);
    EXPECT(written == size && text[size - 1] == 'x');
    EXPECT(offhook_dial(number, strlen(number), definition, rules, count, text, size, &written, NULL) == OFFHOOK_DONE);
    EXPECT(written == size && memcmp(text, dialled, size) == 0 && text[size] == 'x');
}

static void of_a_file(uint8_t codec, const char *file)
{
    uint8_t room[1024];
    struct offhook_entries definition;
    size_t i;

    EXPECT(offhook_decode(codec, file, strlen(file), room, sizeof room, &definition, NULL) == OFFHOOK_DONE);
    for (i = 0; i < COUNT; i++) {
        dials(&definition, NULL, 0, as_usual[i].number, as_usual[i].dialled);
    }
}

static struct offhook_dial_rule rule(const char *begins, uint8_t least, uint8_t most, uint8_t reach)
{
    struct offhook_dial_rule made;

    memset(&made, 0, sizeof made);
    made.begins.data = begins;
    made.begins.len = strlen(begins);
    made.least = least;
    made.most = most;
    made.reach = reach;
    return made;
}

/* Collected prefixes, the program's own rules, and what is refused. */
static void of_a_site(void)
{
    struct offhook_dial_rule rules[3];
    struct offhook_entries definition;
    struct offhook_wrong wrong;
    char text[32];
    size_t written = 7;

    rules[0] = rule("00", 1, 15, OFFHOOK_REACH_INTERNATIONAL);
    rules[1] = rule("0", 1, 14, OFFHOOK_REACH_LONG_DISTANCE);
    rules[2] = rule("", 1, 3, OFFHOOK_REACH_INTERNAL);
    EXPECT(offhook_entries_clear(&definition) == OFFHOOK_DONE);
    EXPECT(offhook_entries_add_key(&definition, "reqDialingOptions", 17, "reqOutsidePrefix", 16, "0", 1) == OFFHOOK_DONE);
    EXPECT(offhook_entries_add_key(&definition, "reqDialingOptions", 17, "reqInternationalPrefix", 22, "00", 2) == OFFHOOK_DONE);
    dials(&definition, rules, 3, "030 / 1234", "0301234");
    dials(&definition, rules, 3, "0043 1 234", "000431234");
    dials(&definition, rules, 3, "12", "12");
    dials(NULL, rules, 3, "0043 1 234", "431234");

    EXPECT(offhook_dial("1234", 4, &definition, rules, 3, text, sizeof text, &written, &wrong) == OFFHOOK_REFUSED);
    EXPECT(written == 0 && wrong.why.len == strlen("no rule takes the number"));
    EXPECT(offhook_dial(NULL, 0, NULL, NULL, 0, text, sizeof text, &written, NULL) == OFFHOOK_REFUSED);
    EXPECT(offhook_dial("1-800-FLOWERS", 13, NULL, NULL, 0, text, sizeof text, &written, &wrong) == OFFHOOK_BAD_BYTES);
    EXPECT(wrong.at == 6 && wrong.why.len > 0);

    written = 7;
    EXPECT(offhook_dial(NULL, 1, NULL, NULL, 0, text, sizeof text, &written, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_dial("1", 1, NULL, NULL, 1, text, sizeof text, &written, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_dial("1", 1, NULL, NULL, 0, NULL, 1, &written, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_dial("1", 1, NULL, NULL, 0, text, sizeof text, NULL, NULL) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_dial("\xFF", 1, NULL, NULL, 0, text, sizeof text, &written, NULL) == OFFHOOK_MISUSE_TEXT);
    /* A rule that is none, though the first takes the number. */
    rules[2].reach = 0;
    EXPECT(offhook_dial("0012", 4, NULL, rules, 3, text, sizeof text, &written, NULL) == OFFHOOK_MISUSE_CODE);
    rules[2] = rule("\xFF", 1, 3, OFFHOOK_REACH_INTERNAL);
    EXPECT(offhook_dial("0012", 4, NULL, rules, 3, text, sizeof text, &written, NULL) == OFFHOOK_MISUSE_TEXT);
    memset(&definition, 0, sizeof definition);
    EXPECT(offhook_dial("1", 1, &definition, NULL, 0, text, sizeof text, &written, NULL) == OFFHOOK_MISUSE_NOT_MADE);
    EXPECT(written == 7);
    EXPECT(strcmp(offhook_reach_name(OFFHOOK_REACH_LONG_DISTANCE), "long-distance") == 0 && offhook_reach_name(0) == NULL);
}

int main(void)
{
    of_a_file(OFFHOOK_CODEC_OPENCTI_DEFINITION, imported);
    of_a_file(OFFHOOK_CODEC_OPENCTI_METADATA, metadata);
    of_a_site();
    (void)printf("%d failures\n", failures);
    return failures != 0;
}
