/* The board seen by a firmware: text out, and the end. */
#ifndef BOARD_H
#define BOARD_H

#include <stddef.h>
#include <stdint.h>

void board_write(const char *text);
void board_exit(int code);
/* The bytes of a file of the host that were read; 0 when there is no such file. */
size_t board_read_file(const char *name, uint8_t *into, size_t room);
int main(void);

#endif
