/* Our states in the words of other systems, and back; every number that a program may meet has a name. */
#include <stdio.h>
#include <string.h>

#include "expect.h"
#include "offhook.h"

static struct offhook_word word;
static struct offhook_meaning meaning;

static int is(struct offhook_text text, const char *same)
{
    return text.len == strlen(same) && memcmp(text.data, same, text.len) == 0;
}

static offhook_status say(uint8_t list, uint8_t state, uint8_t second)
{
    return offhook_vendor_say(list, state, second, 0, &word);
}

static offhook_status read_name(uint8_t list, const char *name, uint8_t flags)
{
    return offhook_vendor_read(list, name, strlen(name), NULL, 0, 0, flags, &meaning);
}

static void saying(void)
{
    EXPECT(say(OFFHOOK_VENDOR_CSTA_CONNECTION, OFFHOOK_STATE_HELD, OFFHOOK_STATE_CONNECTED) == OFFHOOK_DONE);
    EXPECT(is(word.name, "hold") && word.numbered == 1 && word.number == 4 && word.why.len == 0);
    EXPECT(say(OFFHOOK_VENDOR_FINESSE_PARTICIPANT, OFFHOOK_STATE_CONNECTED, OFFHOOK_STATE_ALERTING) == OFFHOOK_DONE);
    EXPECT(is(word.name, "INITIATED") && word.numbered == 0 && word.number == 0);
    EXPECT(say(OFFHOOK_VENDOR_GENESYS_AGENT, OFFHOOK_AGENT_WRAP_UP, 0) == OFFHOOK_DONE);
    EXPECT(is(word.name, "NotReady") && is(word.mode, "AfterCallWork"));
    /* The agent's next state chooses the word. */
    EXPECT(say(OFFHOOK_VENDOR_FINESSE_AGENT, OFFHOOK_AGENT_WRAP_UP, 1 + OFFHOOK_AGENT_READY) == OFFHOOK_DONE);
    EXPECT(is(word.name, "WORK_READY"));
    EXPECT(say(OFFHOOK_VENDOR_PEGA_CALL_TYPE, OFFHOOK_KIND_CONSULT, 0) == OFFHOOK_DONE && is(word.name, "CONSULT"));
    /* No word, and why; what was not confirmed is said when it is asked for. */
    EXPECT(say(OFFHOOK_VENDOR_TAPI_LINE_CALL, OFFHOOK_STATE_QUEUED, OFFHOOK_STATE_NULL) == OFFHOOK_NOTHING);
    EXPECT(word.name.len == 0 && is(word.why, "TAPI 2 has no queue; TAPI 3 has"));
    EXPECT(say(OFFHOOK_VENDOR_PEGA_CALL, OFFHOOK_STATE_CONNECTED, OFFHOOK_STATE_CONNECTED) == OFFHOOK_NOTHING && word.why.len > 0);
    EXPECT(offhook_vendor_say(OFFHOOK_VENDOR_PEGA_CALL, OFFHOOK_STATE_CONNECTED, OFFHOOK_STATE_CONNECTED, OFFHOOK_WORD_UNCONFIRMED,
                              &word) == OFFHOOK_DONE);
    EXPECT(is(word.name, "active"));

    EXPECT(say(0, OFFHOOK_STATE_HELD, 0) == OFFHOOK_MISUSE_CODE);
    EXPECT(say(OFFHOOK_VENDOR_CSTA_CONNECTION, 8, 0) == OFFHOOK_MISUSE_CODE);
    EXPECT(say(OFFHOOK_VENDOR_CSTA_CONNECTION, OFFHOOK_STATE_HELD, 8) == OFFHOOK_MISUSE_CODE);
    EXPECT(say(OFFHOOK_VENDOR_CSTA_AGENT, OFFHOOK_AGENT_BUSY, 7) == OFFHOOK_MISUSE_CODE);
    EXPECT(say(OFFHOOK_VENDOR_GENESYS_CALL_TYPE, OFFHOOK_KIND_CONSULT, 1) == OFFHOOK_MISUSE_CODE);
    EXPECT(offhook_vendor_say(OFFHOOK_VENDOR_CSTA_AGENT, 0, 0, OFFHOOK_WORD_PLACED, &word) == OFFHOOK_MISUSE_CODE);
    EXPECT(offhook_vendor_say(OFFHOOK_VENDOR_CSTA_AGENT, 0, 0, 0, NULL) == OFFHOOK_MISUSE_NULL);
}

static void reading(void)
{
    EXPECT(read_name(OFFHOOK_VENDOR_CSTA_AGENT, "agentBusy", 0) == OFFHOOK_DONE);
    EXPECT(meaning.state == OFFHOOK_AGENT_BUSY && meaning.far == 0 && meaning.why.len == 0);
    EXPECT(offhook_vendor_read(OFFHOOK_VENDOR_CSTA_PENDING_AGENT, NULL, 0, NULL, 0, 3, 0, &meaning) == OFFHOOK_DONE);
    EXPECT(meaning.state == OFFHOOK_AGENT_WRAP_UP);
    EXPECT(offhook_vendor_read(OFFHOOK_VENDOR_GENESYS_AGENT, "NotReady", 8, "AfterCallWork", 13, 0, 0, &meaning) == OFFHOOK_DONE);
    EXPECT(meaning.state == OFFHOOK_AGENT_WRAP_UP);
    EXPECT(read_name(OFFHOOK_VENDOR_GENESYS_AGENT, "NotReady", 0) == OFFHOOK_DONE && meaning.state == OFFHOOK_AGENT_NOT_READY);
    /* One word for both directions, and one for one of them alone. */
    EXPECT(read_name(OFFHOOK_VENDOR_CONNECT_CONNECTION, "connecting", 0) == OFFHOOK_DONE);
    EXPECT(meaning.state == OFFHOOK_STATE_ALERTING && meaning.far == OFFHOOK_STATE_CONNECTED);
    EXPECT(read_name(OFFHOOK_VENDOR_CONNECT_CONNECTION, "connecting", OFFHOOK_WORD_PLACED) == OFFHOOK_DONE);
    EXPECT(meaning.state == OFFHOOK_STATE_INITIATED && meaning.far == OFFHOOK_STATE_NULL);
    EXPECT(read_name(OFFHOOK_VENDOR_TAPI_LINE_CALL, "RINGBACK", 0) == OFFHOOK_DONE);
    EXPECT(meaning.state == OFFHOOK_STATE_CONNECTED && meaning.far == OFFHOOK_STATE_ALERTING);
    EXPECT(read_name(OFFHOOK_VENDOR_FINESSE_PARTICIPANT, "HELD", 0) == OFFHOOK_DONE);
    EXPECT(meaning.state == OFFHOOK_STATE_HELD && meaning.far == OFFHOOK_STATE_UNKNOWN);
    EXPECT(read_name(OFFHOOK_VENDOR_FINESSE_PARTICIPANT, "WRAP_UP", 0) == OFFHOOK_NOTHING && meaning.why.len > 0);
    /* A word of none, and one that is not confirmed, change nothing. */
    meaning.state = 99;
    EXPECT(read_name(OFFHOOK_VENDOR_CSTA_AGENT, "agentAsleep", 0) == OFFHOOK_REFUSED && meaning.state == 99);
    EXPECT(read_name(OFFHOOK_VENDOR_TSAPI_CONNECTION, "CS_HOLD", 0) == OFFHOOK_REFUSED && meaning.state == 99);
    EXPECT(read_name(OFFHOOK_VENDOR_TSAPI_CONNECTION, "CS_HOLD", OFFHOOK_WORD_UNCONFIRMED) == OFFHOOK_DONE);
    EXPECT(meaning.state == OFFHOOK_STATE_HELD);
    EXPECT(offhook_vendor_read(OFFHOOK_VENDOR_TSAPI_CONNECTION, NULL, 0, NULL, 0, -1, 0, &meaning) == OFFHOOK_NOTHING);

    EXPECT(read_name(24, "x", 0) == OFFHOOK_MISUSE_CODE);
    EXPECT(read_name(OFFHOOK_VENDOR_CSTA_AGENT, "agentBusy", 4) == OFFHOOK_MISUSE_CODE);
    EXPECT(read_name(OFFHOOK_VENDOR_CSTA_AGENT, "\xff", 0) == OFFHOOK_MISUSE_TEXT);
    EXPECT(offhook_vendor_read(OFFHOOK_VENDOR_CSTA_AGENT, NULL, 1, NULL, 0, 0, 0, &meaning) == OFFHOOK_MISUSE_NULL);
    EXPECT(offhook_vendor_read(OFFHOOK_VENDOR_CSTA_AGENT, "x", 1, NULL, 0, 0, 0, NULL) == OFFHOOK_MISUSE_NULL);
}

/* What is said for a state is understood as one for which the same is said, in every list, and there are no more lists. */
static void both_ways(void)
{
    struct offhook_word again;
    uint8_t list, state, far, flags;
    unsigned understood = 0;
    for (list = 1; offhook_vendor_name(list) != NULL; list++) {
        for (state = 0; state < 8; state++) {
            for (far = 0; far < 8; far++) {
                if (say(list, state, far) != OFFHOOK_DONE) {
                    continue;
                }
                flags = state == OFFHOOK_STATE_CONNECTED || state == OFFHOOK_STATE_INITIATED ? OFFHOOK_WORD_PLACED : 0;
                EXPECT(offhook_vendor_read(list, word.name.data, word.name.len, word.mode.data, word.mode.len, word.number, flags,
                                           &meaning) == OFFHOOK_DONE);
                EXPECT(offhook_vendor_say(list, meaning.state, meaning.far, 0, &again) == OFFHOOK_DONE);
                /* The word of an agent is chosen by the next state, too. */
                EXPECT((again.name.len == word.name.len && memcmp(again.name.data, word.name.data, word.name.len) == 0) ||
                       (far != 0 && meaning.far == 0));
                EXPECT(again.number == word.number || (far != 0 && meaning.far == 0));
                understood++;
            }
        }
    }
    EXPECT(list == OFFHOOK_VENDOR_PEGA_AGENT + 1 && understood > 300);
    EXPECT(say(list, 0, 0) == OFFHOOK_MISUSE_CODE);
}

static void pairs(void)
{
    EXPECT(offhook_simple_call_state(OFFHOOK_STATE_ALERTING, OFFHOOK_STATE_CONNECTED) == 0x32);
    EXPECT(offhook_simple_call_state(OFFHOOK_STATE_NULL, OFFHOOK_STATE_NULL) == 0);
    EXPECT(offhook_simple_call_state(OFFHOOK_STATE_HELD, OFFHOOK_STATE_CONNECTED) == 0x34);
    EXPECT(offhook_simple_call_state(OFFHOOK_STATE_HELD, OFFHOOK_STATE_HELD) == -1);
    EXPECT(offhook_simple_call_state(OFFHOOK_STATE_CONNECTED, OFFHOOK_STATE_UNKNOWN) == -1);
    EXPECT(offhook_simple_call_state(8, OFFHOOK_STATE_NULL) == -1 && offhook_simple_call_state(OFFHOOK_STATE_NULL, 255) == -1);
}

static void statuses(void)
{
    static const offhook_status all[] = {OFFHOOK_DONE, OFFHOOK_NOTHING, OFFHOOK_REFUSED, OFFHOOK_BAD_BYTES, OFFHOOK_NO_ROOM,
        OFFHOOK_NO_CALL, OFFHOOK_NO_STATION, OFFHOOK_BUSY, OFFHOOK_ENTERED, OFFHOOK_MISUSE_NULL, OFFHOOK_MISUSE_NOT_MADE,
        OFFHOOK_MISUSE_MOVED, OFFHOOK_MISUSE_SMALL, OFFHOOK_MISUSE_CODE, OFFHOOK_MISUSE_TEXT, OFFHOOK_MISUSE_MANY,
        OFFHOOK_MISUSE_ALIGNMENT};
    size_t i;
    for (i = 0; i < sizeof all / sizeof all[0]; i++) {
        EXPECT(offhook_status_name(all[i]) != NULL);
    }
    EXPECT(offhook_status_name(2) == NULL && offhook_status_name(-1) == NULL);
}

int main(void)
{
    saying();
    reading();
    both_ways();
    pairs();
    statuses();
    (void)printf("%d failures\n", failures);
    return failures != 0;
}
