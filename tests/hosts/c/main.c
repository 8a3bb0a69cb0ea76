/* The player on a host with files: player TRACE... > TRANSCRIPTS
   Without a trace, their names are lines of the standard input: a command line is short on some hosts. */
#include <stdio.h>
#include <string.h>

#include "offhook.h"
#include "player.h"

void player_print(const char *line)
{
    (void)fputs(line, stdout);
}

static int play(const char *name)
{
    static uint8_t trace[1024 * 1024];
    FILE *file = fopen(name, "rb");
    size_t len = file != NULL ? fread(trace, 1, sizeof trace, file) : 0;
    int32_t status;
    if (file != NULL) {
        (void)fclose(file);
    }
    (void)printf("# %s\n", name);
    status = player_play(trace, len);
    if (status != 0) {
        (void)fprintf(stderr, "%s: stopped by status %ld (%s)\n", name, (long)status, offhook_status_name(status));
    }
    return status == 0;
}

int main(int argc, char **argv)
{
    char name[1024];
    int i;
    for (i = 1; i < argc; i++) {
        if (!play(argv[i])) {
            return 1;
        }
    }
    while (argc == 1 && fgets(name, sizeof name, stdin) != NULL) {
        name[strcspn(name, "\r\n")] = '\0';
        if (!play(name)) {
            return 1;
        }
    }
    return 0;
}
