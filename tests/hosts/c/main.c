/* The player on a host with files: player TRACE... > TRANSCRIPTS */
#include <stdio.h>

#include "offhook.h"
#include "player.h"

void player_print(const char *line)
{
    (void)fputs(line, stdout);
}

int main(int argc, char **argv)
{
    static uint8_t trace[1024 * 1024];
    int i;
    for (i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        size_t len = file != NULL ? fread(trace, 1, sizeof trace, file) : 0;
        int32_t status;
        if (file != NULL) {
            (void)fclose(file);
        }
        (void)printf("# %s\n", argv[i]);
        status = player_play(trace, len);
        if (status != 0) {
            (void)fprintf(stderr, "%s: stopped by status %ld (%s)\n", argv[i], (long)status, offhook_status_name(status));
            return 1;
        }
    }
    return 0;
}
