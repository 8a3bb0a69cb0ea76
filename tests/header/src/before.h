/*
 * offhook 0.1.0: call and agent states, and call attached data.
 * SPDX-License-Identifier: MIT OR Apache-2.0
 *
 * Made by tests/header from ffi/src and core/src; do not edit.
 *
 *   uint8_t block[OFFHOOK_BLOCK_SIZE(4, 512)];     four calls, 512 bytes of data each
 *   struct offhook_storage station;
 *   offhook_station_make(&station, sizeof station, block, sizeof block, 4, 512, NULL);
 *   offhook_step(&station, now, &input, out, OFFHOOK_MAX_OUTPUTS, &taken);
 *   ... and when offhook_deadline() says so, a step with OFFHOOK_INPUT_TIME.
 *
 * A PBX has an exchange besides: offhook_exchange_command() takes the commands of its stations, and
 * offhook_exchange_next() gives their signals.
 *
 * The status is returned. Results come through pointers, written only when the status is below 100 or where the
 * function says so. The station, or the exchange, first, inputs, outputs last; an array is followed by its length. A pointer may be
 * NULL only where the function says so; a text or array of length 0 may be NULL.
 * Codes may come that this header does not name: treat them as "something else".
 *
 * One thread at a time for one station, and for one exchange; they share nothing, and the library has no memory of its own.
 * An interrupt does not enter a station: it posts to an inbox (offhook_inbox_post), and the main loop takes from it.
 * Nothing is called back, allocated, waited for or released; but a library with the feature critical-section calls
 * offhook_critical_acquire() and offhook_critical_release(), which the firmware supplies, and offhook_shared_enter() gives
 * a station to an interrupt and to the main loop in turns. Define OFFHOOK_CRITICAL_SECTION for it.
 */
#ifndef OFFHOOK_H
#define OFFHOOK_H
