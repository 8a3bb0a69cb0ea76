/* The display: lines with their lamps, the station's lamps, the agent, attached data, digits, soft keys. */
#ifndef SCREEN_H
#define SCREEN_H

#include "offhook.h"

void screen_show(const struct offhook_panel *panel, const struct offhook_storage *station, uint64_t now);

#endif
