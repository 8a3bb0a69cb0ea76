/*
 * Two stations in two threads share nothing, and an inbox is between two threads what it is between an interrupt and the main loop. To be
 * compiled for the thread sanitizer; with the argument `together` both threads are in one station, which has to be noticed.
 */
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>

#include "offhook.h"

#define CALLS 400u
#define EDGES 4000u

/* What Rust's compiler calls for copies, and gcc's sanitizer does not bring: the C library's, which it watches. */
void *__tsan_memcpy(void *to, const void *from, size_t len);
void *__tsan_memcpy(void *to, const void *from, size_t len)
{
    return memcpy(to, from, len);
}

void *__tsan_memmove(void *to, const void *from, size_t len);
void *__tsan_memmove(void *to, const void *from, size_t len)
{
    return memmove(to, from, len);
}

void *__tsan_memset(void *at, int byte, size_t len);
void *__tsan_memset(void *at, int byte, size_t len)
{
    return memset(at, byte, len);
}

struct side {
    struct offhook_storage station;
    uint8_t block[OFFHOOK_BLOCK_SIZE(4, 128)];
    struct offhook_storage *used;
    uint32_t events;
    int failed;
};

static struct side sides[2];
static struct offhook_inbox inbox;

static void give(struct side *side, uint64_t now, const struct offhook_input *input)
{
    struct offhook_output out[OFFHOOK_MAX_OUTPUTS];
    struct offhook_taken taken;
    uint32_t i;
    if (offhook_step(side->used, now, input, out, OFFHOOK_MAX_OUTPUTS, &taken) >= OFFHOOK_REFUSED) {
        side->failed = 1;
        return;
    }
    for (i = 0; i < taken.outputs; i++) {
        side->events += out[i].what >= OFFHOOK_EVENTS && offhook_output_name(out[i].what) != NULL ? 1u : 0u;
    }
}

/* Calls with data come, are answered, written down and over. */
static void *live(void *argument)
{
    struct side *side = argument;
    uint64_t reference;
    for (reference = 1; reference <= CALLS; reference++) {
        struct offhook_entries entries;
        struct offhook_input input;
        char text[256];
        size_t written = 0;
        uint32_t call = 0;
        memset(&input, 0, sizeof input);
        input.input = OFFHOOK_INPUT_SIGNAL;
        input.call_reference = reference;
        (void)offhook_entries_clear(&entries);
        (void)offhook_entries_add(&entries, OFFHOOK_KEY_ANI, "408-361-3611", 12);
        input.what = OFFHOOK_SIGNAL_OFFERED;
        input.entries = &entries;
        give(side, reference * 10, &input);
        (void)offhook_find(side->used, reference, &call);
        (void)offhook_encode_c4c_query(side->used, call, NULL, NULL, text, sizeof text, &written, NULL);
        input.entries = NULL;
        input.what = OFFHOOK_SIGNAL_ESTABLISHED;
        give(side, reference * 10 + 1, &input);
        input.what = OFFHOOK_SIGNAL_CLEARED;
        give(side, reference * 10 + 2, &input);
    }
    return NULL;
}

/* Every edge comes once and in its order, or is counted. */
static void *post(void *unused)
{
    uint32_t number;
    (void)unused;
    for (number = 0; number < EDGES; number++) {
        (void)offhook_inbox_post(&inbox, 1, (uint8_t)(number >> 16), (uint16_t)number);
        if (number % 32 == 0) {
            (void)sched_yield();
        }
    }
    return NULL;
}

static int take_all(pthread_t poster)
{
    struct offhook_edge edge;
    uint32_t next = 0, taken = 0, lost = 0;
    while (taken + lost < EDGES) {
        if (offhook_inbox_take(&inbox, &edge) == OFFHOOK_DONE) {
            uint32_t number = (uint32_t)edge.code << 16 | edge.value;
            if (number < next) {
                return 1;
            }
            next = number + 1;
            taken++;
        }
        (void)offhook_inbox_lost(&inbox, &lost);
    }
    (void)pthread_join(poster, NULL);
    (void)printf("inbox: taken %u, lost and counted %u\n", taken, lost);
    return taken + lost == EDGES && offhook_inbox_take(&inbox, &edge) == OFFHOOK_NOTHING ? 0 : 1;
}

int main(int count, char **words)
{
    int together = count > 1 && strcmp(words[1], "together") == 0;
    pthread_t threads[2];
    size_t i;
    for (i = 0; i < 2; i++) {
        sides[i].used = &sides[together ? 0 : i].station;
        if (offhook_station_make(&sides[i].station, sizeof sides[i].station, sides[i].block, sizeof sides[i].block, 4, 128, NULL) != OFFHOOK_DONE) {
            return 1;
        }
    }
    for (i = 0; i < 2; i++) {
        if (pthread_create(&threads[i], NULL, live, &sides[i]) != 0) {
            return 1;
        }
    }
    for (i = 0; i < 2; i++) {
        (void)pthread_join(threads[i], NULL);
        (void)printf("station %u: %u events\n", (unsigned)i, sides[i].events);
    }
    if (sides[0].failed || sides[1].failed || (!together && sides[0].events != sides[1].events)) {
        return 1;
    }
    if (offhook_inbox_init(&inbox) != OFFHOOK_DONE || pthread_create(&threads[0], NULL, post, NULL) != 0) {
        return 1;
    }
    return take_all(threads[0]);
}
