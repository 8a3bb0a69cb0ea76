/* The board seen by a firmware: text out, and the end. */
#ifndef BOARD_H
#define BOARD_H

#include <stddef.h>
#include <stdint.h>

void board_write(const char *text);
void board_exit(int code);
/* The bytes of a file of the host that were read; 0 when there is no such file. */
size_t board_read_file(const char *name, uint8_t *into, size_t room);
/* The same in parts: a file of the host, from its beginning to its end. */
#define BOARD_NO_FILE UINT32_MAX
uint32_t board_open(const char *name);
size_t board_read(uint32_t file, uint8_t *into, size_t room);
void board_close(uint32_t file);
/* Whether the emulator was started with this word among the firmware's arguments. */
int board_argument(const char *word);
int main(void);

#endif
