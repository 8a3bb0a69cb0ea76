/* The life of src/life.rs through the C API, twice: life CALLS [texts]. The counted function is offhook_step itself. */
#include <stdio.h>
#include <stdlib.h>

#include "offhook.h"

#define DATA 256u
#define MOST_CALLS 64u
/* References from here on are of the calls that stand by: they live as long as the station. */
#define STANDING_BY ((uint64_t)1 << 32)

static struct offhook_storage station;
static uint8_t block[OFFHOOK_BLOCK_SIZE(MOST_CALLS, DATA)];
static uint64_t now, outputs;

static void must(offhook_status status)
{
    if (status >= OFFHOOK_REFUSED) {
        fprintf(stderr, "status %d\n", (int)status);
        exit(1);
    }
}

static uint32_t step(const struct offhook_input *input);
#include "life.h"

static uint32_t step(const struct offhook_input *input)
{
    struct offhook_output out[OFFHOOK_MAX_OUTPUTS];
    struct offhook_taken taken;
    now += 1;
    must(offhook_step(&station, now, input, out, OFFHOOK_MAX_OUTPUTS, &taken));
    outputs += taken.outputs;
    return taken.call;
}

int main(int argc, char **argv)
{
    unsigned calls = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 0;
    int texts = argc > 2;
    unsigned i;
    if (calls < 2 || calls > MOST_CALLS) {
        fprintf(stderr, "life CALLS [texts]: 2 to %u calls\n", MOST_CALLS);
        return 2;
    }
    prepare();
    must(offhook_station_make(&station, sizeof station, block, sizeof block, (uint16_t)calls, DATA, NULL));
    for (i = 2; i < calls; i++) {
        signal_of(OFFHOOK_SIGNAL_OFFERED, STANDING_BY + i);
        signal_of(OFFHOOK_SIGNAL_ESTABLISHED, STANDING_BY + i);
        signal_of(OFFHOOK_SIGNAL_HELD, STANDING_BY + i);
    }
    live(1, 2, texts);
    live(3, 4, texts);
    printf("%llu\n", (unsigned long long)outputs);
    return 0;
}
