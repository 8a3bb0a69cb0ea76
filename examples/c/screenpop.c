/* A call comes in with data in one CRM's format; the agent's page gets them in another's. */
#include <stdio.h>
#include <string.h>
#include "offhook.h"

static struct offhook_storage station;
static uint8_t block[OFFHOOK_BLOCK_SIZE(4, 512)]; /* four calls, 512 bytes of data each */

int main(void)
{
    /* What the network brought: SIP's User-to-User would do as well, with offhook_decode_uui. */
    static const char brought[] = "{\"CID\":\"BCM1234\",\"Type\":\"CALL\",\"EventType\":\"INBOUND\",\"ANI\":\"408-361-3611\",\"BP\":\"1000655\","
                                  "\"Custom_1\":\"asked for a refund & more\"}";
    struct offhook_output out[OFFHOOK_MAX_OUTPUTS];
    struct offhook_taken taken = {0};
    struct offhook_input offered = {.input = OFFHOOK_INPUT_SIGNAL, .what = OFFHOOK_SIGNAL_OFFERED, .call_reference = 17};
    struct offhook_entries entries;
    struct offhook_wrong wrong = {0};
    uint8_t bytes[256]; /* the entries are in it, until the step has taken them */
    char query[512];
    size_t length = 0;

    if (offhook_station_make(&station, sizeof station, block, sizeof block, 4, 512, NULL) != OFFHOOK_DONE) {
        return 1;
    }
    if (offhook_decode_c4c_json(brought, strlen(brought), bytes, sizeof bytes, &entries, &wrong) != OFFHOOK_DONE) {
        printf("wrong at byte %lu: %.*s\n", (unsigned long)wrong.at, (int)wrong.why.len, wrong.why.data);
        return 1;
    }
    offered.entries = &entries;
    (void)offhook_step(&station, 0, &offered, out, OFFHOOK_MAX_OUTPUTS, &taken);

    /* The data are the call's now, and follow it through consultation and transfer; here they open the agent's page. */
    if (offhook_encode_c4c_query(&station, taken.call, NULL, NULL, query, sizeof query, &length, &wrong) != OFFHOOK_DONE) {
        return 1;
    }
    printf("http://localhost:36729/?%.*s\n", (int)length, query);
    return 0;
}
