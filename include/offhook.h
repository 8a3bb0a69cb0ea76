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

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Signals */
#define OFFHOOK_SIGNAL_INITIATED 1 /* Service is being asked for: dial tone, or a prompt. */
#define OFFHOOK_SIGNAL_OFFERED 2 /* A call is presented here. Keys `ANI`, `DNIS` and the like. */
#define OFFHOOK_SIGNAL_ORIGINATED 3 /* The network took the call that this station makes, and calls it the new reference. */
#define OFFHOOK_SIGNAL_DELIVERED 4 /* The far party is being alerted. */
#define OFFHOOK_SIGNAL_QUEUED 5 /* The call waits in a queue. */
#define OFFHOOK_SIGNAL_ESTABLISHED 6 /* Answered. */
#define OFFHOOK_SIGNAL_HELD 7 /* Held by this station. */
#define OFFHOOK_SIGNAL_RETRIEVED 8 /* Taken back by this station. */
#define OFFHOOK_SIGNAL_FAR_HELD 9 /* The far party holds. */
#define OFFHOOK_SIGNAL_FAR_RETRIEVED 10 /* The far party took the call back. */
#define OFFHOOK_SIGNAL_FAILED 11 /* An attempt was given up. */
#define OFFHOOK_SIGNAL_FAR_CLEARED 12 /* The far party left and this connection stays. */
#define OFFHOOK_SIGNAL_CLEARED 13 /* This connection is gone. */
#define OFFHOOK_SIGNAL_DIVERTED 14 /* The call went to another place. */
#define OFFHOOK_SIGNAL_TRANSFERRED 15 /* This station transferred the call and has left it; `with`: the other call. */
#define OFFHOOK_SIGNAL_CONFERENCED 16 /* Two calls became one; `with`: the other. Keys `Party`: everybody else in it. */
#define OFFHOOK_SIGNAL_PARTY_JOINED 17 /* A party came in. Key `Party`. */
#define OFFHOOK_SIGNAL_PARTY_LEFT 18 /* A party left. Key `Party`. */
#define OFFHOOK_SIGNAL_REFERENCE 19 /* The network calls this call, or its far party, something else from now on. */
#define OFFHOOK_SIGNAL_DATA 20 /* Attached data set by the network: the entries. */
#define OFFHOOK_SIGNAL_ACCEPTED 21 /* A request was taken: `request`, or the oldest of the call. */
#define OFFHOOK_SIGNAL_REFUSED 22 /* A request was refused, for `cause`: `request`, or the oldest of the call. */
#define OFFHOOK_SIGNAL_AGENT 23 /* The agent's state: `agent`, `reason`, `pending`. */
#define OFFHOOK_SIGNAL_QUEUE 24 /* The agent is in (`on`) or out of a queue. Text `queue`. */
#define OFFHOOK_SIGNAL_LINK_DOWN 25 /* The link to the network is lost. */
#define OFFHOOK_SIGNAL_LINK_UP 26 /* The link is back. */
#define OFFHOOK_SIGNAL_RESYNC_BEGIN 27 /* A list of all calls begins. */
#define OFFHOOK_SIGNAL_RESYNC_CALL 28 /* One call of the list: `local`, `far`, `kind`. Keys as of a call offered. */
#define OFFHOOK_SIGNAL_RESYNC_END 29 /* The list is whole. */
#define OFFHOOK_SIGNAL_FORWARD 30 /* Forwarding of the kind `forward` is set (`on`) or cancelled. Text `to`. */
#define OFFHOOK_SIGNAL_DO_NOT_DISTURB 31 /* Do-not-disturb is on or off: `on`. */
#define OFFHOOK_SIGNAL_MESSAGE_WAITING 32 /* The message-waiting lamp is on or off. */
#define OFFHOOK_SIGNAL_MUTE 33 /* The microphone is mute or not. */

/* Requests */
#define OFFHOOK_REQUEST_MAKE_CALL 1 /* Place a call. Text `to`: where to; without it, dial tone. */
#define OFFHOOK_REQUEST_DIAL 2 /* Dial after dial tone. Text `digits`. */
#define OFFHOOK_REQUEST_ANSWER 3 /* Answer. */
#define OFFHOOK_REQUEST_REJECT 4 /* Turn an offered call away, for `cause`. */
#define OFFHOOK_REQUEST_DEFLECT 5 /* Send an offered call to another place. Text `to`. */
#define OFFHOOK_REQUEST_HOLD 6 /* Hold. */
#define OFFHOOK_REQUEST_RETRIEVE 7 /* Take a held call back. */
#define OFFHOOK_REQUEST_ALTERNATE 8 /* Swap the active and the other call, which `with` names where more than one could be meant. */
#define OFFHOOK_REQUEST_CONSULT 9 /* Call somebody on behalf of a call. Text `to`; `purpose`. */
#define OFFHOOK_REQUEST_RECONNECT 10 /* Give the consultation up and go back. */
#define OFFHOOK_REQUEST_TRANSFER 11 /* Join the two far parties and leave. */
#define OFFHOOK_REQUEST_BLIND_TRANSFER 12 /* Send the far party on without a consultation. Text `to`. */
#define OFFHOOK_REQUEST_CONFERENCE 13 /* Make one call of the two. */
#define OFFHOOK_REQUEST_ADD_PARTY 14 /* Bring a party in without a consultation. Text `to`. */
#define OFFHOOK_REQUEST_DROP_PARTY 15 /* Take a party out. Text `party`, not the key of that name. */
#define OFFHOOK_REQUEST_DTMF 16 /* Send digits in a call. Text `digits`. */
#define OFFHOOK_REQUEST_PARK 17 /* Leave the call at a place. Text `to`. */
#define OFFHOOK_REQUEST_PICKUP 18 /* Fetch a call. Text `of`: from there, or text `group`: of that pickup group; without, of one's own. */
#define OFFHOOK_REQUEST_CLEAR 19 /* Hang up. */
#define OFFHOOK_REQUEST_ATTACH 20 /* Set attached data: the entries. */
#define OFFHOOK_REQUEST_DETACH 21 /* Remove attached data: the keys of the entries. */
#define OFFHOOK_REQUEST_LOG_IN 22 /* Log the agent in, or into one more queue. Texts `agent`, `queue`, `skills`. */
#define OFFHOOK_REQUEST_LOG_OUT 23 /* Log the agent out, or out of one queue. Text `queue`; `reason`. */
#define OFFHOOK_REQUEST_READY 24 /* Take ACD calls. */
#define OFFHOOK_REQUEST_NOT_READY 25 /* Take none. `reason`. */
#define OFFHOOK_REQUEST_WRAP_UP 26 /* After-call work. */
#define OFFHOOK_REQUEST_FORWARD 27 /* Set (`on`) or cancel forwarding of the kind `forward`. Text `to`. */
#define OFFHOOK_REQUEST_DO_NOT_DISTURB 28 /* Do-not-disturb on or off: `on`. */
#define OFFHOOK_REQUEST_MESSAGE_WAITING 29 /* Message-waiting on or off: `on`. */
#define OFFHOOK_REQUEST_MUTE 30 /* Microphone mute on or off: `on`. */
#define OFFHOOK_REQUEST_CALL_BACK 31 /* Call back when free: not in this version. */
#define OFFHOOK_REQUEST_CAMP_ON 32 /* Camp on a busy party: not in this version. */
#define OFFHOOK_REQUEST_MONITOR 33 /* Listen in: not in this version. */
#define OFFHOOK_REQUEST_PREDICTIVE_CALL 34 /* Predictive dialling: not in this version. */
#define OFFHOOK_REQUEST_RECORD 35 /* Recording: not in this version. */

/* Outputs */
#define OFFHOOK_COMMAND_MAKE_CALL 1 /* Place `call`. Key `DNIS`: where to; without it, dial tone. */
#define OFFHOOK_COMMAND_DIAL 2 /* Dial in `call`. Text `digits`. */
#define OFFHOOK_COMMAND_ANSWER 3 /* Answer `call`. */
#define OFFHOOK_COMMAND_REJECT 4 /* Turn `call` away for `cause`. `call` is none for an offer that found no slot: see `reference`. */
#define OFFHOOK_COMMAND_DEFLECT 5 /* Send `call` to another place. Text `to`. */
#define OFFHOOK_COMMAND_HOLD 6 /* Hold `call`. */
#define OFFHOOK_COMMAND_RETRIEVE 7 /* Take `call` back. */
#define OFFHOOK_COMMAND_ALTERNATE 8 /* Hold `call` and take `other`. */
#define OFFHOOK_COMMAND_CONSULT 9 /* Hold `call` where it is connected, and place `other`. Key `DNIS`: where to; the purpose is in `on`. */
#define OFFHOOK_COMMAND_RECONNECT 10 /* Clear the consultation `call` and take its primary `other` back. */
#define OFFHOOK_COMMAND_TRANSFER 11 /* Join the far parties of `call` and its consultation `other`. */
#define OFFHOOK_COMMAND_BLIND_TRANSFER 12 /* Send the far party of `call` on. Text `to`. */
#define OFFHOOK_COMMAND_CONFERENCE 13 /* Make one call of `call` and its consultation `other`. */
#define OFFHOOK_COMMAND_ADD_PARTY 14 /* Bring a party into `call`. Text `to`. */
#define OFFHOOK_COMMAND_DROP_PARTY 15 /* Take a party out of `call`. Text `party`. */
#define OFFHOOK_COMMAND_DTMF 16 /* Send digits in `call`. Text `digits`. */
#define OFFHOOK_COMMAND_PARK 17 /* Leave `call` at a place. Text `to`. */
#define OFFHOOK_COMMAND_PICKUP 18 /* Fetch a call into `call`. Text `of` or `group`, or neither. */
#define OFFHOOK_COMMAND_CLEAR 19 /* Hang `call` up. */
#define OFFHOOK_COMMAND_DATA 20 /* Data of `call` changed here: the entries of this request. */
#define OFFHOOK_COMMAND_LOG_IN 22 /* Log the agent in. Texts `agent`, `queue`, `skills`. */
#define OFFHOOK_COMMAND_LOG_OUT 23 /* Log the agent out. Text `queue`; `reason`. */
#define OFFHOOK_COMMAND_READY 24 /* The agent wants calls. */
#define OFFHOOK_COMMAND_NOT_READY 25 /* The agent wants none. `reason`. */
#define OFFHOOK_COMMAND_WRAP_UP 26 /* The agent works on after the call. */
#define OFFHOOK_COMMAND_FORWARD 27 /* Set (`on`) or cancel forwarding; its kind is in `parties`. Text `to`. */
#define OFFHOOK_COMMAND_DO_NOT_DISTURB 28 /* Do-not-disturb: `on`. */
#define OFFHOOK_COMMAND_MESSAGE_WAITING 29 /* Message waiting: `on`. */
#define OFFHOOK_COMMAND_MUTE 30 /* Microphone mute: `on`. */
#define OFFHOOK_COMMAND_AGENT 40 /* This station decided the agent's state. */
#define OFFHOOK_COMMAND_QUERY 41 /* Say what is true of `call`, or of the unknown call `reference`. */
#define OFFHOOK_COMMAND_RESYNC 42 /* List every call (`resync-begin`, `resync-call` ..., `resync-end`). */
#define OFFHOOK_EVENT_CALL 64 /* The states of `call` changed. */
#define OFFHOOK_EVENT_ENDED 65 /* `call` is over; nothing more is said of it. */
#define OFFHOOK_EVENT_MERGED 66 /* `call` became part of `other`. */
#define OFFHOOK_EVENT_PARTY 67 /* A party joined (`on`) or left: key `Party`. */
#define OFFHOOK_EVENT_REFERENCE 68 /* The network's reference, or the far party, of `call` changed. */
#define OFFHOOK_EVENT_DATA 69 /* Attached data of `call` changed. */
#define OFFHOOK_EVENT_REQUEST_DONE 70 /* A request was carried out; `other` is the other call that had a part in it. */
#define OFFHOOK_EVENT_REQUEST_FAILED 71 /* A request came to nothing, for `cause`; `other` as in `request-done`. */
#define OFFHOOK_EVENT_AGENT 72 /* The agent's state changed. */
#define OFFHOOK_EVENT_ACTIONS 73 /* What is allowed may have changed; ask. */
#define OFFHOOK_EVENT_DISCREPANCY 74 /* The network said what could not be (`was`, then `state`); it was believed. */
#define OFFHOOK_EVENT_LINK 75 /* The link: see `Link`. */
#define OFFHOOK_EVENT_RECALL 76 /* `call` is still held. */
#define OFFHOOK_EVENT_REJECTED_BUSY 77 /* An offer found no slot and was turned away. */
#define OFFHOOK_EVENT_FEATURE 78 /* A station feature changed. */

/* States of a connection */
#define OFFHOOK_STATE_NULL 0 /* No relationship. */
#define OFFHOOK_STATE_INITIATED 1 /* Service is asked for: off hook, prompted or dialling. */
#define OFFHOOK_STATE_ALERTING 2 /* The call is being presented. */
#define OFFHOOK_STATE_CONNECTED 3 /* Taking part. */
#define OFFHOOK_STATE_HELD 4 /* Taking part, inactive. */
#define OFFHOOK_STATE_QUEUED 5 /* Stalled on the way to a connection: a queue, a park place. */
#define OFFHOOK_STATE_FAILED 6 /* The attempt was given up: busy, blocked, no such number. */
#define OFFHOOK_STATE_UNKNOWN 7 /* Far only: more than one far party, or none that is known. */

/* Kinds of calls */
#define OFFHOOK_KIND_INBOUND 0 /* From outside. */
#define OFFHOOK_KIND_OUTBOUND 1 /* To the outside. */
#define OFFHOOK_KIND_INTERNAL 2 /* Between two stations of one exchange. */
#define OFFHOOK_KIND_CONSULT 3 /* A consultation on behalf of another call. */

/* Purposes of a consultation */
#define OFFHOOK_PURPOSE_ANY 0 /* Transfer or conference. */
#define OFFHOOK_PURPOSE_TRANSFER 1 /* Transfer only. */
#define OFFHOOK_PURPOSE_CONFERENCE 2 /* Conference only. */

/* States of an agent */
#define OFFHOOK_AGENT_LOGGED_OUT 0 /* Nobody is logged in. */
#define OFFHOOK_AGENT_NOT_READY 1 /* Logged in, no ACD calls. */
#define OFFHOOK_AGENT_READY 2 /* Waits for an ACD call. */
#define OFFHOOK_AGENT_RESERVED 3 /* An ACD call is being offered. */
#define OFFHOOK_AGENT_BUSY 4 /* Involved with an ACD call, also while it is held. */
#define OFFHOOK_AGENT_WRAP_UP 5 /* After-call work. */

/* Kinds of forwarding */
#define OFFHOOK_FORWARD_IMMEDIATE 0 /* Every call. */
#define OFFHOOK_FORWARD_BUSY 1 /* When the station is busy. */
#define OFFHOOK_FORWARD_NO_ANSWER 2 /* When nobody answers. */

/* The caller's wish about the number */
#define OFFHOOK_PRESENTATION_SHOWN 0 /* The number may be shown. */
#define OFFHOOK_PRESENTATION_WITHHELD 1 /* The caller withheld it. */
#define OFFHOOK_PRESENTATION_UNAVAILABLE 2 /* The network does not know it. */

/* States of the link */
#define OFFHOOK_LINK_DOWN 0 /* The link is lost; what is known is stale. */
#define OFFHOOK_LINK_UP 1 /* The link is back; what is known is still stale. */
#define OFFHOOK_LINK_STALE 2 /* Something was missed; what is known is stale. */
#define OFFHOOK_LINK_FRESH 3 /* A resync has made everything true again. */

/* Telephony modes */
#define OFFHOOK_MODE_FULL 0 /* Everything. */
#define OFFHOOK_MODE_SIMPLE 1 /* Offered and ended calls only. */
#define OFFHOOK_MODE_SIMPLE_AGENT 2 /* As simple, and the agent. */

/* What becomes of a wish in wrap-up */
#define OFFHOOK_WRAP_UP_WISH_APPLY 0 /* It is applied at once. */
#define OFFHOOK_WRAP_UP_WISH_KEEP 1 /* It waits for the end of wrap-up. */
#define OFFHOOK_WRAP_UP_WISH_DISCARD 2 /* It is forgotten. */

/* A switch's own ways */
#define OFFHOOK_QUIRK_CALLER_INITIATED 0 /* The caller stays `initiated` until the call is established (Cisco CTI). */
#define OFFHOOK_QUIRK_FAR_FAILED 1 /* After `far-cleared` the far state is `failed` (CSTA "blocked"). */
#define OFFHOOK_QUIRK_DTMF_HELD 2 /* Digits may be sent in a held call. */
#define OFFHOOK_QUIRK_AUTO_HOLD_BY_SWITCH 3 /* The switch holds the active call by itself when another becomes active. */
#define OFFHOOK_QUIRK_AUTO_RETRIEVE_BY_SWITCH 4 /* The switch takes the held call back by itself when the consultation ends. */
#define OFFHOOK_QUIRK_AGENT_BY_NETWORK 5 /* Only signals move the agent. */

/* Well-known keys, and texts of inputs and commands */
#define OFFHOOK_KEY_TYPE 1 /* CALL, CHAT (SAP C4C guide). */
#define OFFHOOK_KEY_CID 2 /* CTI vendor id. */
#define OFFHOOK_KEY_ANI 3 /* The calling number. */
#define OFFHOOK_KEY_DNIS 4 /* The called number. */
#define OFFHOOK_KEY_BP 5 /* The caller's account. */
#define OFFHOOK_KEY_TICKET_ID 6 /* Ticket. */
#define OFFHOOK_KEY_SERIAL_NO 7 /* Serial number of a registered product. */
#define OFFHOOK_KEY_EMAIL 8 /* Mail address. */
#define OFFHOOK_KEY_EXTERNAL_REFERENCE_ID 9 /* The call's id at the CTI system; new on each leg. */
#define OFFHOOK_KEY_EXTERNAL_ORIGINAL_REFERENCE_ID 10 /* The id of the first leg; the same on every leg. */
#define OFFHOOK_KEY_EVENT_TYPE 11 /* INBOUND, OUTBOUND, UPDATEACTIVITY, TRANSFER. */
#define OFFHOOK_KEY_CUSTOM_1 12 /* Free text. */
#define OFFHOOK_KEY_CUSTOM_2 13 /* Free text. */
#define OFFHOOK_KEY_CUSTOM_3 14 /* Free text. */
#define OFFHOOK_KEY_CUSTOM_4 15 /* Free text. */
#define OFFHOOK_KEY_ACTIVITY_UUID 16 /* Activity at the CRM. */
#define OFFHOOK_KEY_TRANSCRIPT 17 /* Transcript of a chat. */
#define OFFHOOK_KEY_ACTION 18 /* NOTIFY, ACCEPT, END. */
#define OFFHOOK_KEY_OTHER_PARTY 19 /* The party at the far end, where it is neither ANI nor DNIS. */
#define OFFHOOK_KEY_REDIRECTING_PARTY 20 /* Who sent the call on. */
#define OFFHOOK_KEY_PARTY 21 /* A party of a conference; one entry each. */
#define OFFHOOK_KEY_PRESENTATION 22 /* Whether the caller's number may be shown (`Presentation` names). */
#define OFFHOOK_TEXT_TO 200 /* `to=`: a destination. */
#define OFFHOOK_TEXT_DIGITS 201 /* `digits=`. */
#define OFFHOOK_TEXT_OF 202 /* `of=`: the station or place a call is fetched from. */
#define OFFHOOK_TEXT_GROUP 203 /* `group=`: the pickup group. */
#define OFFHOOK_TEXT_AGENT 204 /* `agent=`: the agent's id. */
#define OFFHOOK_TEXT_QUEUE 205 /* `queue=`, `name=`: a queue. */
#define OFFHOOK_TEXT_SKILLS 206 /* `skills=`. */
#define OFFHOOK_TEXT_ADDING 207 /* A party that is being added. */
#define OFFHOOK_TEXT_PARTY 208 /* `party=` of a request. */
#define OFFHOOK_TEXT_WHO 209 /* The party that joined or left last. */
#define OFFHOOK_TEXT_FORWARD_IMMEDIATE 210 /* Where every call is forwarded. */
#define OFFHOOK_TEXT_FORWARD_BUSY 211 /* Where calls are forwarded when busy. */
#define OFFHOOK_TEXT_FORWARD_NO_ANSWER 212 /* Where calls are forwarded when nobody answers. */

/* Codecs */
#define OFFHOOK_CODEC_C4C_QUERY 1 /* SAP C4C adapter: query of the URL, and POST body. */
#define OFFHOOK_CODEC_C4C_XML 2 /* SAP widget: payload in XML. */
#define OFFHOOK_CODEC_C4C_JSON 3 /* SAP widget: payload in JSON. */
#define OFFHOOK_CODEC_C4C_NOTIFICATION_XML 4 /* SAP ticket push in XML. */
#define OFFHOOK_CODEC_C4C_NOTIFICATION_JSON 5 /* SAP ticket push in JSON. */
#define OFFHOOK_CODEC_C4C_OUTBOUND 6 /* SAP click-to-call context; only read. */
#define OFFHOOK_CODEC_ICI_XML 7 /* SAP CRM attached data over ICI. */
#define OFFHOOK_CODEC_UUI 8 /* SIP User-to-User header field. */
#define OFFHOOK_CODEC_OPENCTI_LIGHTNING 9 /* Salesforce Open CTI calls, Lightning; only written. */
#define OFFHOOK_CODEC_OPENCTI_CLASSIC 10 /* Salesforce Open CTI calls, Classic; only written. */
#define OFFHOOK_CODEC_OPENCTI_CLICK 11 /* Salesforce Open CTI click-to-dial; only read. */
#define OFFHOOK_CODEC_PEGA 12 /* Pega Call OpenCTI events and requests. */
#define OFFHOOK_CODEC_BINARY 13 /* postcard's format. */
#define OFFHOOK_CODEC_OPENCTI_DEFINITION 14 /* Salesforce call-centre definition file, as a call centre is imported. */
#define OFFHOOK_CODEC_OPENCTI_METADATA 15 /* Salesforce call-centre definition, as the Metadata API has it. */
#define OFFHOOK_CODEC_UUI_URI 16 /* SIP User-to-User among the headers of a URI. */

/* How far a number goes */
#define OFFHOOK_REACH_INTERNAL 1 /* A station of this switch: no prefix. */
#define OFFHOOK_REACH_LOCAL 2 /* A number of the same area: the outside prefix. */
#define OFFHOOK_REACH_LONG_DISTANCE 3 /* A number of another area: outside, then long-distance prefix. */
#define OFFHOOK_REACH_INTERNATIONAL 4 /* A number of another country: outside, then international prefix. */

/* Lists of vendors' words */
#define OFFHOOK_VENDOR_CSTA_CONNECTION 1 /* CSTA LocalConnectionState: local states. */
#define OFFHOOK_VENDOR_CSTA_AGENT 2 /* CSTA AgentState: states of an agent. */
#define OFFHOOK_VENDOR_CSTA_PENDING_AGENT 3 /* CSTA PendingAgentState: states of an agent. */
#define OFFHOOK_VENDOR_CSTA_REQUESTED_AGENT 4 /* CSTA ReqAgentState: states of an agent. */
#define OFFHOOK_VENDOR_FINESSE_PARTICIPANT 5 /* Finesse participant: states of a call. */
#define OFFHOOK_VENDOR_FINESSE_DIALOG 6 /* Finesse dialog: states of a call. */
#define OFFHOOK_VENDOR_FINESSE_AGENT 7 /* Finesse agent: states of an agent. */
#define OFFHOOK_VENDOR_CONNECT_CONNECTION 8 /* Connect connection: states of a call. */
#define OFFHOOK_VENDOR_CONNECT_CONTACT 9 /* Connect contact: states of a call. */
#define OFFHOOK_VENDOR_CONNECT_AGENT 10 /* Connect agent: states of an agent. */
#define OFFHOOK_VENDOR_GENESYS_CALL 11 /* Genesys call: states of a call. */
#define OFFHOOK_VENDOR_GENESYS_CALL_TYPE 12 /* Genesys callType: kinds of calls. */
#define OFFHOOK_VENDOR_GENESYS_AGENT 13 /* Genesys agentState: states of an agent. */
#define OFFHOOK_VENDOR_TAPI_LINE_CALL 14 /* TAPI 2 LINECALLSTATE: states of a call. */
#define OFFHOOK_VENDOR_TAPI_CALL 15 /* TAPI 3 CALL_STATE: states of a call. */
#define OFFHOOK_VENDOR_TAPI_SESSION 16 /* TAPI 3 agent session: states of an agent. */
#define OFFHOOK_VENDOR_TAPI_AGENT 17 /* TAPI 3 AGENT_STATE: states of an agent. */
#define OFFHOOK_VENDOR_TSAPI_CONNECTION 18 /* TSAPI LocalConnectionState: local states. */
#define OFFHOOK_VENDOR_CISCO_CONNECTION 19 /* Cisco LCS: local states. */
#define OFFHOOK_VENDOR_PEGA_CALL 20 /* Pega pyCallState: states of a call. */
#define OFFHOOK_VENDOR_PEGA_EVENT 21 /* Pega pyEventName: states of a call. */
#define OFFHOOK_VENDOR_PEGA_CALL_TYPE 22 /* Pega pyCallType: kinds of calls. */
#define OFFHOOK_VENDOR_PEGA_AGENT 23 /* Pega agent: states of an agent. */

/* Keys of a panel */
#define OFFHOOK_PANEL_KEY_OFF_HOOK 1 /* The handset was lifted. */
#define OFFHOOK_PANEL_KEY_ON_HOOK 2 /* The handset was put back. */
#define OFFHOOK_PANEL_KEY_FLASH 3 /* The hook was tapped, or the key R (register recall) pressed. */
#define OFFHOOK_PANEL_KEY_DIGIT 4 /* A key of the dial pad; `Press::of`: its character, `0` to `9`, `*` or `#`. */
#define OFFHOOK_PANEL_KEY_LINE 5 /* A line key; `Press::of`: the line, from 0. */
#define OFFHOOK_PANEL_KEY_HOLD 6 /* Hold, and back. */
#define OFFHOOK_PANEL_KEY_TRANSFER 7 /* Transfer: begins a consultation, sends its number, completes it. */
#define OFFHOOK_PANEL_KEY_CONFERENCE 8 /* Conference: as transfer. */
#define OFFHOOK_PANEL_KEY_MUTE 9 /* Microphone mute, and back. */
#define OFFHOOK_PANEL_KEY_RELEASE 10 /* Hangs up without the handset, turns an offered call away, or forgets the digits. */
#define OFFHOOK_PANEL_KEY_LOG_IN 11 /* Logs the agent in, with the digits that were typed as the agent's number, and out again. */
#define OFFHOOK_PANEL_KEY_READY 12 /* The agent takes calls. */
#define OFFHOOK_PANEL_KEY_NOT_READY 13 /* The agent takes none; `Press::of`: the reason code. */
#define OFFHOOK_PANEL_KEY_WRAP_UP 14 /* The agent's work after a call. */

/* What a phone is in the middle of */
#define OFFHOOK_SITUATION_IDLE 0 /* No call. */
#define OFFHOOK_SITUATION_RINGING 1 /* A call is offered, and none is active. */
#define OFFHOOK_SITUATION_HOLDING 2 /* Calls are held, and none is active or offered. */
#define OFFHOOK_SITUATION_DIALLING 3 /* Dial tone, or dialling. */
#define OFFHOOK_SITUATION_CALLING 4 /* Dialled, and not answered. */
#define OFFHOOK_SITUATION_TALKING 5 /* Talking. */
#define OFFHOOK_SITUATION_WAITING 6 /* Talking while another call is offered or held. */
#define OFFHOOK_SITUATION_CONFERENCE 7 /* Talking to two or more. */
#define OFFHOOK_SITUATION_FAILED 8 /* The active call came to nothing, or its far party left: busy tone. */
#define OFFHOOK_SITUATION_CONSULT_DIALLING 9 /* Dial tone of a consultation. */
#define OFFHOOK_SITUATION_CONSULT_CALLING 10 /* The consultation is dialled, and not answered. */
#define OFFHOOK_SITUATION_CONSULTED 11 /* Talking to one side of a consultation. */
#define OFFHOOK_SITUATION_CONSULT_FAILED 12 /* The consultation came to nothing. */

/* Lamps */
#define OFFHOOK_LAMP_LINE 1 /* Beside a line key. */
#define OFFHOOK_LAMP_MESSAGE 2 /* Message waiting. */
#define OFFHOOK_LAMP_MUTE 3 /* Mute. */
#define OFFHOOK_LAMP_AGENT 4 /* The agent's. */
#define OFFHOOK_LAMP_LOG_IN 5 /* Beside the agent's key for logging in. */
#define OFFHOOK_LAMP_READY 6 /* Beside the agent's key ready. */
#define OFFHOOK_LAMP_NOT_READY 7 /* Beside the agent's key not-ready. */
#define OFFHOOK_LAMP_WRAP_UP 8 /* Beside the agent's key wrap-up. */

/* Modes of lamps */
#define OFFHOOK_LAMP_MODE_BROKEN_FLUTTER 0 /* Flutter with pauses. */
#define OFFHOOK_LAMP_MODE_FLUTTER 1 /* Fast on and off. */
#define OFFHOOK_LAMP_MODE_OFF 2 /* Off. */
#define OFFHOOK_LAMP_MODE_STEADY 3 /* On. */
#define OFFHOOK_LAMP_MODE_WINK 4 /* Slow on and off. */

/* Ways to ring */
#define OFFHOOK_RING_SILENT 0 /* Not at all. */
#define OFFHOOK_RING_INTERNAL 1 /* A call of the same exchange. */
#define OFFHOOK_RING_EXTERNAL 2 /* A call from outside. */
#define OFFHOOK_RING_RECALL 3 /* A call that comes back: recall. */
#define OFFHOOK_RING_WAITING 4 /* A call while another is active: a short tone in the ear, not the ringer. */

/* Causes, and reasons of refusals */
#define OFFHOOK_CAUSE_ACTIVE_PARTICIPATION 1
#define OFFHOOK_CAUSE_ALTERNATE 2
#define OFFHOOK_CAUSE_BUSY 3
#define OFFHOOK_CAUSE_CALL_BACK 4
#define OFFHOOK_CAUSE_CALL_CANCELLED 5
#define OFFHOOK_CAUSE_CALL_FORWARD_IMMEDIATE 6
#define OFFHOOK_CAUSE_CALL_FORWARD_BUSY 7
#define OFFHOOK_CAUSE_CALL_FORWARD_NO_ANSWER 8
#define OFFHOOK_CAUSE_CALL_FORWARD 9
#define OFFHOOK_CAUSE_CALL_NOT_ANSWERED 10
#define OFFHOOK_CAUSE_CALL_PICKUP 11
#define OFFHOOK_CAUSE_CAMP_ON 12
#define OFFHOOK_CAUSE_DEST_NOT_OBTAINABLE 13
#define OFFHOOK_CAUSE_DO_NOT_DISTURB 14
#define OFFHOOK_CAUSE_INCOMPATIBLE_DESTINATION 15
#define OFFHOOK_CAUSE_INVALID_ACCOUNT_CODE 16
#define OFFHOOK_CAUSE_KEY_OPERATION 17
#define OFFHOOK_CAUSE_LOCKOUT 18
#define OFFHOOK_CAUSE_MAINTENANCE 19
#define OFFHOOK_CAUSE_NETWORK_CONGESTION 20
#define OFFHOOK_CAUSE_NETWORK_NOT_OBTAINABLE 21
#define OFFHOOK_CAUSE_NEW_CALL 22
#define OFFHOOK_CAUSE_NO_AVAILABLE_AGENTS 23
#define OFFHOOK_CAUSE_OVERRIDE 24
#define OFFHOOK_CAUSE_PARK 25
#define OFFHOOK_CAUSE_OVERFLOW 26
#define OFFHOOK_CAUSE_RECALL 27
#define OFFHOOK_CAUSE_REDIRECTED 28
#define OFFHOOK_CAUSE_REORDER_TONE 29
#define OFFHOOK_CAUSE_RESOURCES_NOT_AVAILABLE 30
#define OFFHOOK_CAUSE_SILENT_PARTICIPATION 31
#define OFFHOOK_CAUSE_TRANSFER 32
#define OFFHOOK_CAUSE_TRUNKS_BUSY 33
#define OFFHOOK_CAUSE_BLOCKED 35
#define OFFHOOK_CAUSE_CHARACTER_COUNT_REACHED 36
#define OFFHOOK_CAUSE_CONSULTATION 37
#define OFFHOOK_CAUSE_DISTRIBUTED 38
#define OFFHOOK_CAUSE_DTMF_DIGIT_DETECTED 39
#define OFFHOOK_CAUSE_DURATION_EXCEEDED 40
#define OFFHOOK_CAUSE_END_OF_MESSAGE_DETECTED 41
#define OFFHOOK_CAUSE_ENTERING_DISTRIBUTION 42
#define OFFHOOK_CAUSE_FORCED_PAUSE 43
#define OFFHOOK_CAUSE_MAKE_CALL 44
#define OFFHOOK_CAUSE_MESSAGE_SIZE_EXCEEDED 45
#define OFFHOOK_CAUSE_NETWORK_SIGNAL 46
#define OFFHOOK_CAUSE_NEXT_MESSAGE 47
#define OFFHOOK_CAUSE_NORMAL_CLEARING 48
#define OFFHOOK_CAUSE_NO_SPEECH_DETECTED 49
#define OFFHOOK_CAUSE_NUMBER_CHANGED 50
#define OFFHOOK_CAUSE_SINGLE_STEP_CONFERENCE 51
#define OFFHOOK_CAUSE_SINGLE_STEP_TRANSFER 52
#define OFFHOOK_CAUSE_SPEECH_DETECTED 53
#define OFFHOOK_CAUSE_SWITCHING_FUNCTION_TERMINATED 54
#define OFFHOOK_CAUSE_TERMINATION_CHARACTER_RECEIVED 55
#define OFFHOOK_CAUSE_TIMEOUT 56
#define OFFHOOK_CAUSE_ACD_BUSY 57
#define OFFHOOK_CAUSE_ACD_FORWARD 58
#define OFFHOOK_CAUSE_ACD_SATURATED 59
#define OFFHOOK_CAUSE_ALERT_TIME_EXPIRED 60
#define OFFHOOK_CAUSE_AUTO_WORK 61
#define OFFHOOK_CAUSE_CAMP_ON_TRUNKS 62
#define OFFHOOK_CAUSE_CONFERENCE 63
#define OFFHOOK_CAUSE_DEST_DETECTED 64
#define OFFHOOK_CAUSE_DEST_OUT_OF_ORDER 65
#define OFFHOOK_CAUSE_DISTRIBUTION_DELAY 66
#define OFFHOOK_CAUSE_FORCED_TRANSITION 67
#define OFFHOOK_CAUSE_INTRUDE 68
#define OFFHOOK_CAUSE_INVALID_NUMBER_FORMAT 69
#define OFFHOOK_CAUSE_JOIN_CALL 70
#define OFFHOOK_CAUSE_KEY_OPERATION_IN_USE 71
#define OFFHOOK_CAUSE_MAKE_PREDICTIVE_CALL 72
#define OFFHOOK_CAUSE_MESSAGE_DURATION_EXCEEDED 73
#define OFFHOOK_CAUSE_MULTIPLE_ALERTING 74
#define OFFHOOK_CAUSE_MULTIPLE_QUEUING 75
#define OFFHOOK_CAUSE_NETWORK_DIALLING 76
#define OFFHOOK_CAUSE_NETWORK_OUT_OF_ORDER 77
#define OFFHOOK_CAUSE_NORMAL 78
#define OFFHOOK_CAUSE_NOT_AVALIABLE_BEARER_SERVICE 79
#define OFFHOOK_CAUSE_NOT_SUPPORTED_BEARER_SERVICE 80
#define OFFHOOK_CAUSE_NUMBER_UNALLOCATED 81
#define OFFHOOK_CAUSE_QUEUE_CLEARED 82
#define OFFHOOK_CAUSE_REMAINS_IN_QUEUE 83
#define OFFHOOK_CAUSE_RESERVED 84
#define OFFHOOK_CAUSE_SELECTED_TRUNK_BUSY 85
#define OFFHOOK_CAUSE_SUSPEND 86
#define OFFHOOK_CAUSE_UNAUTHORISED_BEARER_SERVICE 87
#define OFFHOOK_CAUSE_ACTIVATION 88
#define OFFHOOK_CAUSE_BABBLE 89
#define OFFHOOK_CAUSE_BAD_ATTRIBUTE 90
#define OFFHOOK_CAUSE_BAD_GRAMMAR 91
#define OFFHOOK_CAUSE_BAD_VOICE 92
#define OFFHOOK_CAUSE_BAD_URI 93
#define OFFHOOK_CAUSE_BUSY_OVERFLOW 94
#define OFFHOOK_CAUSE_CALENDAR_OVERFLOW 95
#define OFFHOOK_CAUSE_CAPACITY_OVERFLOW 96
#define OFFHOOK_CAUSE_DUPLICATE_DTMF 97
#define OFFHOOK_CAUSE_EARLY_STOP 98
#define OFFHOOK_CAUSE_EMPTY_QUEUE 99
#define OFFHOOK_CAUSE_INTER_DIGIT_TIMEOUT 100
#define OFFHOOK_CAUSE_INVALID_CONNECTION 101
#define OFFHOOK_CAUSE_INVALID_CONNECTION_STATE 102
#define OFFHOOK_CAUSE_MAKE_CONNECTION 103
#define OFFHOOK_CAUSE_MAX_TIMEOUT 104
#define OFFHOOK_CAUSE_NO_AUDIO_SAVED 105
#define OFFHOOK_CAUSE_NO_QUEUE 106
#define OFFHOOK_CAUSE_NO_RULE 107
#define OFFHOOK_CAUSE_OUT_OF_GRAMMAR 108
#define OFFHOOK_CAUSE_PATH_REPLACEMENT 109
#define OFFHOOK_CAUSE_QUEUE_TIME_OVERFLOW 110
#define OFFHOOK_CAUSE_RECALL_BUSY 111
#define OFFHOOK_CAUSE_RECALL_FORWARDED 112
#define OFFHOOK_CAUSE_RECALL_NO_ANSWER 113
#define OFFHOOK_CAUSE_RECALL_RESOURCES_NOT_AVAILABLE 114
#define OFFHOOK_CAUSE_UNKNOWN_OVERFLOW 115
#define OFFHOOK_CAUSE_CALL_INTERCEPTION 116
#define OFFHOOK_CAUSE_CALL_INTERCEPTION_BUSY 117
#define OFFHOOK_CAUSE_CALL_INTERCEPTION_FORWARDED 118
#define OFFHOOK_CAUSE_CALL_INTERCEPTION_NO_ANSWER 119
#define OFFHOOK_CAUSE_CALL_INTERCEPTION_RESOURCES_NOT_AVAILABLE 120
#define OFFHOOK_CAUSE_LAWFUL_INTERCEPTION 121
#define OFFHOOK_REASON_GENERIC_OPERATION 257
#define OFFHOOK_REASON_REQUEST_INCOMPATIBLE_WITH_OBJECT 258
#define OFFHOOK_REASON_VALUE_OUT_OF_RANGE 259
#define OFFHOOK_REASON_OBJECT_NOT_KNOWN 260
#define OFFHOOK_REASON_INVALID_CALLING_DEVICE_ID 261
#define OFFHOOK_REASON_INVALID_CALLED_DEVICE_ID 262
#define OFFHOOK_REASON_INVALID_FORWARDING_DESTINATION 263
#define OFFHOOK_REASON_PRIVILEGE_VIOLATION_SPECIFIED_DEVICE 264
#define OFFHOOK_REASON_INVALID_CALL_ID 267
#define OFFHOOK_REASON_INVALID_DEVICE_ID 268
#define OFFHOOK_REASON_INVALID_CONNECTION_ID 269
#define OFFHOOK_REASON_INVALID_DESTINATION 270
#define OFFHOOK_REASON_INVALID_FEATURE 271
#define OFFHOOK_REASON_INVALID_CROSS_REF_ID 273
#define OFFHOOK_REASON_INVALID_CORRELATOR_DATA 276
#define OFFHOOK_REASON_INVALID_ACCOUNT_CODE 277
#define OFFHOOK_REASON_INVALID_AUTH_CODE 278
#define OFFHOOK_REASON_FEATURE_ALREADY_SET 286
#define OFFHOOK_REASON_INVALID_PARAMETER_VALUE 287
#define OFFHOOK_REASON_INVALID_AGENT_GROUP 288
#define OFFHOOK_REASON_INVALID_AGENT_IDENTIFIER 289
#define OFFHOOK_REASON_INVALID_AGENT_PASSWORD 290
#define OFFHOOK_REASON_INVALID_AGENT_STATE 291
#define OFFHOOK_REASON_SERVICE_NOT_SUPPORTED 306
#define OFFHOOK_REASON_NOT_DIFFERENT_DEVICES 341
#define OFFHOOK_REASON_NOT_SAME_DEVICE 342
#define OFFHOOK_REASON_PARAMETER_NOT_SUPPORTED 354
#define OFFHOOK_REASON_AGENT_STATE_NOT_SUPPORTED 358
#define OFFHOOK_REASON_CORRELATOR_DATA_NOT_SUPPORTED 370
#define OFFHOOK_REASON_USER_DATA_NOT_SUPPORTED 392
#define OFFHOOK_REASON_REQUEST_INCOMPATIBLE_WITH_CONNECTION 401
#define OFFHOOK_REASON_AGENT_STATE_OUT_OF_RANGE 413
#define OFFHOOK_REASON_CORRELATOR_DATA_OUT_OF_RANGE 422
#define OFFHOOK_REASON_HOOKSWITCH_TYPE_OUT_OF_RANGE 431
#define OFFHOOK_REASON_LAMP_MODE_OUT_OF_RANGE 432
#define OFFHOOK_REASON_GENERIC_STATE 769
#define OFFHOOK_REASON_INVALID_OBJECT_STATE 770
#define OFFHOOK_REASON_INVALID_CONNECTION_ID_FOR_ACTIVE_CALL 771
#define OFFHOOK_REASON_NO_ACTIVE_CALL 772
#define OFFHOOK_REASON_NO_HELD_CALL 773
#define OFFHOOK_REASON_NO_CALL_TO_CLEAR 774
#define OFFHOOK_REASON_NO_CONNECTION_TO_CLEAR 775
#define OFFHOOK_REASON_NO_CALL_TO_ANSWER 776
#define OFFHOOK_REASON_NO_CALL_TO_COMPLETE 777
#define OFFHOOK_REASON_INVALID_DEVICE_STATE 783
#define OFFHOOK_REASON_CONNECTED_CALL_EXISTS 784
#define OFFHOOK_REASON_INVALID_ACTIVE_DEVICE_STATE 785
#define OFFHOOK_REASON_INVALID_CALLED_DEVICE_STATE 786
#define OFFHOOK_REASON_INVALID_CALLING_DEVICE_STATE 787
#define OFFHOOK_REASON_INVALID_CALL_TO_PARK_DEVICE_STATE 788
#define OFFHOOK_REASON_INVALID_DESTINATION_DEVICE_STATE 789
#define OFFHOOK_REASON_INVALID_DIVERTING_DEVICE_STATE 790
#define OFFHOOK_REASON_INVALID_HELD_DEVICE_STATE 791
#define OFFHOOK_REASON_INVALID_PARK_TO_DEVICE_STATE 792
#define OFFHOOK_REASON_INVALID_CONNECTION_STATE 793
#define OFFHOOK_REASON_INVALID_ACTIVE_CONNECTION_STATE 794
#define OFFHOOK_REASON_INVALID_HELD_CONNECTION_STATE 795
#define OFFHOOK_REASON_GENERIC_RESOURCE 1025
#define OFFHOOK_REASON_RESOURCE_BUSY 1026
#define OFFHOOK_REASON_INTERNAL_RESOURCE_BUSY 1027
#define OFFHOOK_REASON_RESOURCE_OUT_OF_SERVICE 1028
#define OFFHOOK_REASON_NETWORK_BUSY 1029
#define OFFHOOK_REASON_NETWORK_OUT_OF_SERVICE 1030
#define OFFHOOK_REASON_OVERALL_MONITOR_LIMIT_EXCEEDED 1031
#define OFFHOOK_REASON_CONFERENCE_MEMBER_LIMIT_EXCEEDED 1032
#define OFFHOOK_REASON_NO_MEDIA_CHANNELS_AVAILABLE 1034
#define OFFHOOK_REASON_DEVICE_OUT_OF_SERVICE 1039
#define OFFHOOK_REASON_RESOURCE_LIMIT_EXCEEDED 1050
#define OFFHOOK_CAUSE_MODE 3841
#define OFFHOOK_CAUSE_UNSUPPORTED 3842
#define OFFHOOK_CAUSE_NO_ROOM 3843
#define OFFHOOK_CAUSE_NO_SLOT 3844
#define OFFHOOK_CAUSE_CALL_GONE 3845
#define OFFHOOK_CAUSE_TIMED_OUT 3846
#define OFFHOOK_CAUSE_REQUEST_PENDING 3847
#define OFFHOOK_CAUSE_ANSWERED_ELSEWHERE 3848
#define OFFHOOK_CAUSE_NO_ANSWER 3849
#define OFFHOOK_CAUSE_GLARE 3850
#define OFFHOOK_CAUSE_LOST 3851

/* The bytes of a block for so many calls, with so many bytes of attached data each. */
#define OFFHOOK_BLOCK_SIZE(calls, data) \
  ((size_t)(calls) * (OFFHOOK_CALL_SIZE + (size_t)(data)) + OFFHOOK_OWN_SIZE + OFFHOOK_BLOCK_SLACK)

/* The bytes of a block for an exchange with so many stations, and calls with so many bytes of data each, and all else as
   the configuration's 0 means. For each queue, group, member and park place comes OFFHOOK_EXCHANGE_QUEUE_SIZE and so on. */
#define OFFHOOK_EXCHANGE_BLOCK_SIZE(stations, calls, data) \
  (OFFHOOK_EXCHANGE_BASE_SIZE + (size_t)(stations) * (OFFHOOK_EXCHANGE_STATION_SIZE + OFFHOOK_EXCHANGE_OWN_SIZE) + \
   (size_t)(calls) * (OFFHOOK_EXCHANGE_CALL_SIZE + OFFHOOK_EXCHANGE_CONNECTIONS * OFFHOOK_EXCHANGE_CONNECTION_SIZE + \
                      (size_t)(data)))


/**
 * The edges that an inbox has room for.
 */
#define OFFHOOK_INBOX_EDGES 32

/**
 * Bytes of a block for an exchange as such, with calls of up to 8 parties.
 */
#define OFFHOOK_EXCHANGE_BASE_SIZE 11008

/**
 * Bytes of a block for a station; its own texts are not counted.
 */
#define OFFHOOK_EXCHANGE_STATION_SIZE 144

/**
 * Bytes of a block for a call; its data and connections are not counted.
 */
#define OFFHOOK_EXCHANGE_CALL_SIZE 56

/**
 * Bytes of a block for a connection.
 */
#define OFFHOOK_EXCHANGE_CONNECTION_SIZE 64

/**
 * Bytes of a block for a signal on its way.
 */
#define OFFHOOK_EXCHANGE_POST_SIZE 56

/**
 * Bytes of a block for a queue.
 */
#define OFFHOOK_EXCHANGE_QUEUE_SIZE 220

/**
 * Bytes of a block for a hunt group.
 */
#define OFFHOOK_EXCHANGE_GROUP_SIZE 192

/**
 * Bytes of a block for a station's place in a queue.
 */
#define OFFHOOK_EXCHANGE_MEMBER_SIZE 32

/**
 * Bytes of a block for a park place.
 */
#define OFFHOOK_EXCHANGE_PLACE_SIZE 68

/**
 * Bytes of texts a station, and connections a call, where the configuration says 0.
 */
#define OFFHOOK_EXCHANGE_OWN_SIZE 64

/**
 * Connections a call, where the configuration says 0.
 */
#define OFFHOOK_EXCHANGE_CONNECTIONS 4

/**
 * `flags` of a station: an outside line.
 */
#define OFFHOOK_STATION_TRUNK 1

/**
 * `flags` of a station: its agent is `ready` after log-in, as `offhook_config.login_ready` says.
 */
#define OFFHOOK_STATION_LOGIN_READY 2

/**
 * Bytes that a call's record takes in a block.
 */
#define OFFHOOK_CALL_SIZE 64

/**
 * Bytes that `OFFHOOK_BLOCK_SIZE` leaves for the station's own texts: agent, queues, forwarding.
 */
#define OFFHOOK_OWN_SIZE 256

/**
 * Bytes of a block that are lost to alignment.
 */
#define OFFHOOK_BLOCK_SLACK 8

/**
 * `offhook_record.what`: an input.
 */
#define OFFHOOK_RECORD_INPUT 0

/**
 * `offhook_record.what`: a station begins.
 */
#define OFFHOOK_RECORD_STATION 1

/**
 * `offhook_record.what`: the station is saved; the latest snapshot counts.
 */
#define OFFHOOK_RECORD_SAVE 2

/**
 * `offhook_record.what`: the station is restored from its latest snapshot.
 */
#define OFFHOOK_RECORD_RESTORE 3

/**
 * `answered`, `cleared`, a deadline: not yet, or never.
 */
#define OFFHOOK_NEVER 18446744073709551615ull

/**
 * The most outputs of one step, and the least room to hand in.
 */
#define OFFHOOK_MAX_OUTPUTS 8

/**
 * The most entries of one input.
 */
#define OFFHOOK_MAX_ENTRIES 32

/**
 * The least `what` of an output that is an event; below are commands.
 */
#define OFFHOOK_EVENTS 64

/**
 * `offhook_input.input`: time alone.
 */
#define OFFHOOK_INPUT_TIME 0

/**
 * `offhook_input.input`: a fact from the network.
 */
#define OFFHOOK_INPUT_SIGNAL 1

/**
 * `offhook_input.input`: a wish of the user or the application.
 */
#define OFFHOOK_INPUT_REQUEST 2

/**
 * `flags` of a word: names and numbers that could not be confirmed count, too.
 */
#define OFFHOOK_WORD_UNCONFIRMED 1

/**
 * `flags` of a word that is read: this station placed the call. Some vendors have one word for both directions.
 */
#define OFFHOOK_WORD_PLACED 2

/**
 * The major version: changes when a program has to.
 */
#define OFFHOOK_VERSION_MAJOR 0

/**
 * The minor version: changes when something is added; until 1.0 also when something changes.
 */
#define OFFHOOK_VERSION_MINOR 1

/**
 * The patch version.
 */
#define OFFHOOK_VERSION_PATCH 0

/**
 * The number of the binary interface, and of the shared library's name.
 */
#define OFFHOOK_ABI 0

/**
 * What a call came to: below 100 it was carried out; from 100 it was refused and nothing changed; from
 * 200 it was misused and nothing changed. A number is never used twice, and new ones may come.
 */
typedef int32_t offhook_status;

/**
 * A station. Opaque; it lies where the caller puts it, and stays there.
 */
typedef struct offhook_storage {
  /**
   * Private.
   */
  void *places[2];
  /**
   * Private.
   */
  uint64_t words[15];
} offhook_storage;

/**
 * A call, as it is now.
 */
typedef struct offhook_call_info {
  /**
   * The network's reference.
   */
  uint64_t reference;
  /**
   * When it began.
   */
  uint64_t started;
  /**
   * When it was answered, or `OFFHOOK_NEVER`.
   */
  uint64_t answered;
  /**
   * When it ended, or `OFFHOOK_NEVER`.
   */
  uint64_t cleared;
  /**
   * Its id.
   */
  uint32_t id;
  /**
   * The call bound to it by a consultation, or 0.
   */
  uint32_t bound;
  /**
   * The last cause.
   */
  uint16_t cause;
  /**
   * Number of the pending request, or 0.
   */
  uint16_t request;
  /**
   * `OFFHOOK_STATE_*`.
   */
  uint8_t local;
  /**
   * `OFFHOOK_STATE_*`.
   */
  uint8_t far;
  /**
   * `OFFHOOK_KIND_*`.
   */
  uint8_t kind;
  /**
   * Parties, this station counted.
   */
  uint8_t parties;
  /**
   * 1: something was missed, and a resync is due.
   */
  uint8_t stale;
  /**
   * 1: an ACD delivered it.
   */
  uint8_t acd;
  /**
   * `OFFHOOK_REQUEST_*` that is pending, or 0.
   */
  uint8_t pending;
  /**
   * 0.
   */
  uint8_t reserved[5];
} offhook_call_info;

/**
 * Texts and attached data for an input, collected by `offhook_entries_add` and `offhook_entries_add_key`. Opaque.
 *
 * The values are not copied: they stay the caller's, and stay where they are until the input was given.
 */
typedef struct offhook_entries {
  /**
   * Private.
   */
  size_t words[196];
} offhook_entries;

/**
 * What an encoder may be told. Zero it, set `struct_size`, then what is meant: zero means the default.
 */
typedef struct offhook_encode_options {
  /**
   * `sizeof(struct offhook_encode_options)` of the header that the caller was built with.
   */
  uint32_t struct_size;
  /**
   * User-to-User: bytes of data that one value may carry; 0: 128.
   */
  uint16_t budget;
  /**
   * C4C payloads: how `Action=ACCEPT` is written. 0: as it is, 1: with an empty value, 2: not at all.
   */
  uint8_t accept;
  /**
   * 0.
   */
  uint8_t reserved;
} offhook_encode_options;

/**
 * UTF-8 text, without a NUL at its end. Empty: length 0, and any pointer.
 *
 * A text given by offhook points into the station's block: it is good until the next call that changes
 * the station.
 */
typedef struct offhook_text {
  /**
   * The first byte.
   */
  const char *data;
  /**
   * The bytes.
   */
  size_t len;
} offhook_text;

/**
 * Where a codec stopped, and why.
 */
typedef struct offhook_wrong {
  /**
   * Encoding: the number of the entry, from 0. Decoding, and dialling: the offset in the text.
   */
  size_t at;
  /**
   * Why, in English, for a log; it is the library's, for ever.
   */
  struct offhook_text why;
} offhook_wrong;

/**
 * One entry of attached data, or one text of a command.
 */
typedef struct offhook_entry {
  /**
   * The application; empty for the call's own.
   */
  struct offhook_text app;
  /**
   * The key within the application.
   */
  struct offhook_text key;
  /**
   * The value.
   */
  struct offhook_text value;
  /**
   * The key's number (`OFFHOOK_KEY_*`, `OFFHOOK_TEXT_*`), or 0 for any other key.
   */
  uint8_t known;
  /**
   * 0.
   */
  uint8_t reserved[3];
} offhook_entry;

/**
 * One command for the network (`what` below `OFFHOOK_EVENTS`) or event for the application.
 */
typedef struct offhook_output {
  /**
   * The network's reference of `call`; for a command about an unknown call, of that one.
   */
  uint64_t reference;
  /**
   * The call.
   */
  uint32_t call;
  /**
   * The other call of the pair, or the call merged into.
   */
  uint32_t other;
  /**
   * Events: running number from 1, without gaps. Commands: 0.
   */
  uint32_t sequence;
  /**
   * Number of the request: to be echoed (commands), or matched (`request-done`, `request-failed`).
   */
  uint16_t request;
  /**
   * Cause or reason.
   */
  uint16_t cause;
  /**
   * `agent`: the reason code.
   */
  uint16_t reason;
  /**
   * `OFFHOOK_COMMAND_*` or `OFFHOOK_EVENT_*`.
   */
  uint8_t what;
  /**
   * `OFFHOOK_REQUEST_*` that was done or failed, or of the feature.
   */
  uint8_t of;
  /**
   * New local state, agent state, or link state. `discrepancy`: the local state said.
   */
  uint8_t state;
  /**
   * New far state. `discrepancy`: the far state said.
   */
  uint8_t far;
  /**
   * Local state, or agent state, before.
   */
  uint8_t was;
  /**
   * Far state before.
   */
  uint8_t was_far;
  /**
   * `agent`: 1 + `OFFHOOK_AGENT_*` of the pending state, or 0.
   */
  uint8_t pending;
  /**
   * `party`: parties now, this station counted. `forward`: `OFFHOOK_FORWARD_*`.
   */
  uint8_t parties;
  /**
   * Features: 1 on, 0 off. `party`: 1 joined, 0 left. `consult`: `OFFHOOK_PURPOSE_*`.
   */
  uint8_t on;
  /**
   * Unused.
   */
  uint8_t reserved[5];
} offhook_output;

/**
 * One rule of dialling: numbers that begin so and are so long go so far.
 */
typedef struct offhook_dial_rule {
  /**
   * What the number begins with; this is not dialled.
   */
  struct offhook_text begins;
  /**
   * The least digits behind it.
   */
  uint8_t least;
  /**
   * The most digits behind it.
   */
  uint8_t most;
  /**
   * `OFFHOOK_REACH_*`.
   */
  uint8_t reach;
  /**
   * 0.
   */
  uint8_t reserved;
} offhook_dial_rule;

/**
 * What an integrator chooses for an exchange. Zero it, set `struct_size`, then what is meant.
 */
typedef struct offhook_exchange_config {
  /**
   * `sizeof(struct offhook_exchange_config)` of the header that the caller was built with.
   */
  uint32_t struct_size;
  /**
   * Stations, outside lines among them.
   */
  uint32_t stations;
  /**
   * Calls at a time.
   */
  uint32_t calls;
  /**
   * Connections at a time, one for each station in a call or alerting for it; 0: four a call.
   */
  uint32_t connections;
  /**
   * Queues.
   */
  uint32_t queues;
  /**
   * Hunt groups.
   */
  uint32_t groups;
  /**
   * One for each station that a queue lists, and one for each agent logged in to a queue that lists none.
   */
  uint32_t members;
  /**
   * Calls that are parked at a time.
   */
  uint32_t places;
  /**
   * Bytes of data a call, the dialled number among them.
   */
  uint16_t data;
  /**
   * Bytes a station for where it forwards to; 0: 64.
   */
  uint16_t own;
  /**
   * The most parties of a call, up to 32; 0: 8.
   */
  uint8_t parties;
  /**
   * 0.
   */
  uint8_t reserved[3];
} offhook_exchange_config;

/**
 * An exchange. Opaque; it lies where the caller puts it, and stays there.
 */
typedef struct offhook_exchange {
  /**
   * Private.
   */
  uint64_t words[4];
} offhook_exchange;

/**
 * One input: all that a signal or a request can say, flat. Zero it, then set what is meant.
 */
typedef struct offhook_input {
  /**
   * Texts and attached data, or `NULL` for none.
   */
  const struct offhook_entries *entries;
  /**
   * Signal: the network's reference of the call, where `call` is 0. A request names its call by `call` alone.
   */
  uint64_t call_reference;
  /**
   * Signal: the network's reference of the other call.
   */
  uint64_t with_reference;
  /**
   * Signal: the reference that the call has from now on; 0 when it stays. A call that this station placed has none before: its
   * first signal names it by `call`, and brings one.
   */
  uint64_t new_reference;
  /**
   * The call, or 0.
   */
  uint32_t call;
  /**
   * The other call, or 0.
   */
  uint32_t with;
  /**
   * Signal: place in the link's numbering, from 1; 0 when the link does not number.
   */
  uint32_t sequence;
  /**
   * `accepted`, `refused`: number of the request answered, or 0.
   */
  uint16_t request;
  /**
   * Why (`OFFHOOK_CAUSE_*`, or any other number).
   */
  uint16_t cause;
  /**
   * Agent: the reason code.
   */
  uint16_t reason;
  /**
   * `OFFHOOK_INPUT_*`.
   */
  uint8_t input;
  /**
   * `OFFHOOK_SIGNAL_*` or `OFFHOOK_REQUEST_*`.
   */
  uint8_t what;
  /**
   * Signal: 1 + `OFFHOOK_KIND_*`, or 0.
   */
  uint8_t kind;
  /**
   * Signal: 1 when an ACD delivers the call.
   */
  uint8_t acd;
  /**
   * `offered`: number of the attempt.
   */
  uint8_t attempt;
  /**
   * `resync-call`: `OFFHOOK_STATE_*`.
   */
  uint8_t local;
  /**
   * `resync-call`: `OFFHOOK_STATE_*`.
   */
  uint8_t far;
  /**
   * `agent`: `OFFHOOK_AGENT_*`.
   */
  uint8_t agent;
  /**
   * `agent`: 1 + `OFFHOOK_AGENT_*` of the pending state, or 0.
   */
  uint8_t pending;
  /**
   * Features, `queue`: 1 for on or in.
   */
  uint8_t on;
  /**
   * `forward`: `OFFHOOK_FORWARD_*`.
   */
  uint8_t forward;
  /**
   * `consult`: `OFFHOOK_PURPOSE_*`.
   */
  uint8_t purpose;
  /**
   * 0.
   */
  uint8_t reserved[2];
} offhook_input;

/**
 * One signal for one station.
 */
typedef struct offhook_delivery {
  /**
   * The exchange's number of the call, 0 for none: the same for every station in it, and never used again.
   */
  uint64_t call;
  /**
   * The signal, as `offhook_step` takes it.
   */
  struct offhook_input input;
  /**
   * The station that is to be given it.
   */
  uint32_t station;
  /**
   * 0.
   */
  uint32_t reserved;
} offhook_delivery;

/**
 * A connection of a station to a call, as the exchange knows it.
 */
typedef struct offhook_connection {
  /**
   * The exchange's number of the call: the same for every station in it, and never used again.
   */
  uint64_t call;
  /**
   * `OFFHOOK_STATE_*`.
   */
  uint8_t local;
  /**
   * `OFFHOOK_STATE_*`.
   */
  uint8_t far;
  /**
   * 0.
   */
  uint8_t reserved[6];
} offhook_connection;

/**
 * Room for edges between an interrupt and the main loop. Opaque.
 */
typedef struct offhook_inbox {
  /**
   * Private.
   */
  uint32_t words[36];
} offhook_inbox;

/**
 * What an interrupt saw. The numbers mean what the firmware wants them to.
 */
typedef struct offhook_edge {
  /**
   * Where it comes from.
   */
  uint8_t source;
  /**
   * Which key, pin or line of that source.
   */
  uint8_t code;
  /**
   * What it is now.
   */
  uint16_t value;
} offhook_edge;

/**
 * The panel of a phone: its line keys, and what is being dialled. Opaque; it may be copied and moved.
 */
typedef struct offhook_panel {
  /**
   * Private.
   */
  uint64_t words[16];
} offhook_panel;

/**
 * What became of an input.
 */
typedef struct offhook_taken {
  /**
   * The call that the input made or named, or 0.
   */
  uint32_t call;
  /**
   * Number of the granted request, or 0.
   */
  uint16_t request;
  /**
   * `OFFHOOK_REFUSED`: why.
   */
  uint16_t cause;
  /**
   * How many outputs were written.
   */
  uint32_t outputs;
} offhook_taken;

/**
 * A hook switch. Opaque; it may be copied and moved.
 */
typedef struct offhook_hook_switch {
  /**
   * Private.
   */
  uint64_t words[6];
} offhook_hook_switch;

#if defined(OFFHOOK_CRITICAL_SECTION)
/**
 * The gate of a station that an interrupt and the main loop share. Opaque; it stays where it is.
 */
typedef struct offhook_shared {
  /**
   * Private.
   */
  size_t words[4];
} offhook_shared;
#endif

/**
 * What an integrator chooses. Zero it, set `struct_size`, then what is meant: zero means the default.
 */
typedef struct offhook_config {
  /**
   * `sizeof(struct offhook_config)` of the header that the caller was built with.
   */
  uint32_t struct_size;
  /**
   * How long the network has to answer a request, in ms; 0: 32,000.
   */
  uint32_t request_timeout;
  /**
   * How long a call may alert, in ms; 0: 120,000.
   */
  uint32_t no_answer;
  /**
   * Alerting calls are answered after so many ms; 0: never.
   */
  uint32_t auto_answer;
  /**
   * Wrap-up ends after so many ms; 0: no wrap-up; 0xFFFFFFFF: it has no limit.
   */
  uint32_t wrap_up;
  /**
   * A held call gives a `recall` event each so many ms; 0: never.
   */
  uint32_t recall;
  /**
   * Capabilities that this switch lacks: bit *n* is `OFFHOOK_REQUEST_*` *n*.
   */
  uint64_t without;
  /**
   * Bit *n* is `OFFHOOK_QUIRK_*` *n*.
   */
  uint8_t quirks;
  /**
   * 1: an active call is not held to make way for another; the request is refused.
   */
  uint8_t no_auto_hold;
  /**
   * `OFFHOOK_MODE_*`.
   */
  uint8_t mode;
  /**
   * `OFFHOOK_WRAP_UP_WISH_*`.
   */
  uint8_t wrap_up_wish;
  /**
   * 1: an agent is `ready` after log-in.
   */
  uint8_t login_ready;
  /**
   * 1: an agent who did not answer stays `ready`.
   */
  uint8_t rona_ready;
  /**
   * 0.
   */
  uint8_t reserved[2];
} offhook_config;

/**
 * The agent's session.
 */
typedef struct offhook_agent_info {
  /**
   * The reason code.
   */
  uint16_t reason;
  /**
   * `OFFHOOK_AGENT_*`.
   */
  uint8_t state;
  /**
   * 1 + `OFFHOOK_AGENT_*` of the pending state, or 0.
   */
  uint8_t pending;
} offhook_agent_info;

/**
 * A trace that is being read. Opaque.
 */
typedef struct offhook_trace {
  /**
   * Private.
   */
  size_t words[6];
} offhook_trace;

/**
 * One record of a trace.
 */
typedef struct offhook_record {
  /**
   * The time of the step, in ms.
   */
  uint64_t now;
  /**
   * `OFFHOOK_RECORD_INPUT`: the input. `OFFHOOK_RECORD_STATION`: its `entries` alone, or `NULL`; they may say under
   * the key `name` what the station is called.
   */
  struct offhook_input input;
  /**
   * `OFFHOOK_RECORD_STATION`: policies.
   */
  struct offhook_config config;
  /**
   * Which station, by its number in the trace.
   */
  uint16_t station;
  /**
   * `OFFHOOK_RECORD_STATION`: calls.
   */
  uint16_t calls;
  /**
   * `OFFHOOK_RECORD_STATION`: bytes of data a call.
   */
  uint16_t data;
  /**
   * `OFFHOOK_RECORD_STATION`: bytes of the station's own texts.
   */
  uint16_t own;
  /**
   * `OFFHOOK_RECORD_*`.
   */
  uint8_t what;
  /**
   * 0.
   */
  uint8_t reserved[7];
} offhook_record;

/**
 * The key under which values are masked: random, and kept.
 */
typedef struct offhook_mask {
  /**
   * 128 random bits.
   */
  uint64_t key[2];
} offhook_mask;

/**
 * A vendor's word for a state.
 */
typedef struct offhook_word {
  /**
   * The name, or empty.
   */
  struct offhook_text name;
  /**
   * A second word that goes with it, or empty: Genesys' work mode.
   */
  struct offhook_text mode;
  /**
   * Why there is no word, in English, for a log; else empty.
   */
  struct offhook_text why;
  /**
   * The number, where `numbered` is 1.
   */
  int32_t number;
  /**
   * 1: it has a number.
   */
  uint8_t numbered;
  /**
   * 0.
   */
  uint8_t reserved[3];
} offhook_word;

/**
 * What a vendor's word means.
 */
typedef struct offhook_meaning {
  /**
   * Why it means no state, in English, for a log; else empty.
   */
  struct offhook_text why;
  /**
   * `OFFHOOK_STATE_*` of this station, `OFFHOOK_AGENT_*` or `OFFHOOK_KIND_*`, by the list.
   */
  uint8_t state;
  /**
   * Call: the far party's `OFFHOOK_STATE_*`, and `OFFHOOK_STATE_UNKNOWN` where the word does not say it. Else 0.
   */
  uint8_t far;
  /**
   * 0.
   */
  uint8_t reserved[6];
} offhook_meaning;

/**
 * Carried out.
 */
#define OFFHOOK_DONE 0

/**
 * There was nothing to do, or there is nothing (more) to give.
 */
#define OFFHOOK_NOTHING 1

/**
 * Refused; the cause says why.
 */
#define OFFHOOK_REFUSED 100

/**
 * The bytes are not what they should be: torn, foreign, or of a later version.
 */
#define OFFHOOK_BAD_BYTES 101

/**
 * The result does not fit the room given for it.
 */
#define OFFHOOK_NO_ROOM 102

/**
 * No such call.
 */
#define OFFHOOK_NO_CALL 103

/**
 * The exchange has no such station.
 */
#define OFFHOOK_NO_STATION 104

/**
 * The exchange still has signals to give: `offhook_exchange_next` comes first.
 */
#define OFFHOOK_BUSY 105

/**
 * This side is inside the shared station already.
 */
#define OFFHOOK_ENTERED 106

/**
 * A pointer is `NULL` that must not be.
 */
#define OFFHOOK_MISUSE_NULL 200

/**
 * The storage was never made a station, or an exchange.
 */
#define OFFHOOK_MISUSE_NOT_MADE 201

/**
 * The storage is not where it was made.
 */
#define OFFHOOK_MISUSE_MOVED 202

/**
 * The storage, the block or an array is smaller than it has to be.
 */
#define OFFHOOK_MISUSE_SMALL 203

/**
 * A code that is in no list, or a field that has to be 0.
 */
#define OFFHOOK_MISUSE_CODE 204

/**
 * A text that is not UTF-8.
 */
#define OFFHOOK_MISUSE_TEXT 205

/**
 * More than `OFFHOOK_MAX_ENTRIES` entries in one input.
 */
#define OFFHOOK_MISUSE_MANY 206

/**
 * A pointer is not aligned for what it points at.
 */
#define OFFHOOK_MISUSE_ALIGNMENT 207

/**
 * A call, by its id; an ended one until its slot is used again.
 *
 * *Returns* done; no call; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* constant.
 */
offhook_status offhook_call(const struct offhook_storage *station, uint32_t id, struct offhook_call_info *call);

/**
 * The next live call by slot: `cursor` is 0 at first, and moved on.
 *
 * *Returns* done; nothing: that was the last; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the number of slots.
 */
offhook_status offhook_call_next(const struct offhook_storage *station,
                                 uint32_t *cursor,
                                 struct offhook_call_info *call);

/**
 * The call that the network calls so: a live one, or the last one of its slot.
 *
 * *Returns* done; no call; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* constant.
 */
offhook_status offhook_find(const struct offhook_storage *station, uint64_t reference, uint32_t *id);

/**
 * Writes a call's data, and behind them further entries, in the format of a codec (`OFFHOOK_CODEC_*`). With no room at
 * all it says how much is needed.
 *
 * The further entries say what only this text does (the kind of event, a transcript); their values are read where they
 * are. `entries` may be `NULL` for none. `station` may be `NULL` with call 0: then the entries are all.
 *
 * *Returns* done: `written` bytes, without a NUL; no room: `written` says how many are needed, and `into` means
 * nothing; refused: the format cannot say it, and `wrong` has the number of the entry, those of the call counted first
 * (or in `why` the name of an entry that is missing); no call; misuse. `options` may be `NULL` for the default, `wrong`
 * if it does not matter.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the data.
 */
offhook_status offhook_encode(const struct offhook_storage *station,
                              uint32_t call,
                              const struct offhook_entries *entries,
                              uint8_t codec,
                              const struct offhook_encode_options *options,
                              char *into,
                              size_t into_len,
                              size_t *written,
                              struct offhook_wrong *wrong);

/**
 * Reads a text in the format of a codec (`OFFHOOK_CODEC_*`): the entries for an `attach` request or a `data` signal, or
 * to be looked at (`offhook_entries_at` and its like). More than `OFFHOOK_MAX_ENTRIES` can only be looked at.
 *
 * *Returns* done; no room: `into_len` is too small for the entries, and `wrong.at` says how many bytes are enough; bad
 * bytes: `wrong` has the offset and the reason; refused: the format is only written; misuse. `wrong` may be `NULL`.
 * *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
 * *ISR* no.
 * *Bound* linear in the text.
 */
offhook_status offhook_decode(uint8_t codec,
                              const char *from,
                              size_t from_len,
                              uint8_t *into,
                              size_t into_len,
                              struct offhook_entries *entries,
                              struct offhook_wrong *wrong);

/**
 * Updates the applications of a call's data, and of further entries, in an existing ICI document, and leaves everything
 * else in it byte for byte, above all `CRM_IC/MCM`. `entries` and `station` may be `NULL` as in `offhook_encode`.
 *
 * *Returns* done: `written` bytes, without a NUL; no room: `written` says how many are needed; bad bytes: `wrong` has
 * the offset in the document; refused: `wrong` has the number of the entry; no call; misuse. `wrong` may be `NULL`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the document, times the entries, of which there are 256 at most.
 */
offhook_status offhook_merge_ici(const char *document,
                                 size_t document_len,
                                 const struct offhook_storage *station,
                                 uint32_t call,
                                 const struct offhook_entries *entries,
                                 char *into,
                                 size_t into_len,
                                 size_t *written,
                                 struct offhook_wrong *wrong);

/**
 * One entry of a call's data, in order from 0; call 0 has the station's own texts.
 *
 * *Returns* done; nothing: there are not so many; no call; misuse.
 * *Ownership* the texts are the station's, and good until its next change.
 * *ISR* no.
 * *Bound* linear in the call's data.
 */
offhook_status offhook_data_at(const struct offhook_storage *station,
                               uint32_t call,
                               size_t index,
                               struct offhook_entry *entry);

/**
 * How many entries a call's data has; call 0 has the station's own texts.
 *
 * *Returns* done; no call; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the call's data.
 */
offhook_status offhook_data_count(const struct offhook_storage *station, uint32_t call, size_t *count);

/**
 * The first value under a key that has a number (`OFFHOOK_KEY_*`, `OFFHOOK_TEXT_*`).
 *
 * *Returns* done; nothing: no such entry; no call; misuse.
 * *Ownership* the value is the station's, and good until its next change.
 * *ISR* no.
 * *Bound* linear in the call's data.
 */
offhook_status offhook_data_known(const struct offhook_storage *station,
                                  uint32_t call,
                                  uint8_t known,
                                  struct offhook_text *value);

/**
 * The first value under any key of any application; the empty application is the call's own.
 *
 * *Returns* done; nothing: no such entry; no call; misuse.
 * *Ownership* the value is the station's, and good until its next change.
 * *ISR* no.
 * *Bound* linear in the call's data.
 */
offhook_status offhook_data_get(const struct offhook_storage *station,
                                uint32_t call,
                                const char *app,
                                size_t app_len,
                                const char *key,
                                size_t key_len,
                                struct offhook_text *value);

/**
 * One text of a command, in order from 0: `to`, digits, attached or removed entries. To be read before the next step.
 *
 * *Returns* done; nothing: there are not so many; misuse.
 * *Ownership* the texts are the station's, and good until its next change.
 * *ISR* no.
 * *Bound* linear in the call's data.
 */
offhook_status offhook_output_text(const struct offhook_storage *station,
                                   const struct offhook_output *output,
                                   size_t index,
                                   struct offhook_entry *entry);

/**
 * All texts of a command at once, to be handed to whoever carries it out. To be read before the next step.
 *
 * *Returns* done; nothing: it has none; misuse.
 * *Ownership* the texts are the station's, and good until its next change; `entries` is the caller's.
 * *ISR* no.
 * *Bound* linear in the call's data.
 */
offhook_status offhook_output_texts(const struct offhook_storage *station,
                                    const struct offhook_output *output,
                                    struct offhook_entries *entries);

/**
 * `offhook_decode` for SAP C4C's adapter query (`c4c-query`) alone.
 *
 * *Returns* as `offhook_decode`.
 * *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
 * *ISR* no.
 * *Bound* linear in the text.
 */
offhook_status offhook_decode_c4c_query(const char *from,
                                        size_t from_len,
                                        uint8_t *into,
                                        size_t into_len,
                                        struct offhook_entries *entries,
                                        struct offhook_wrong *wrong);

/**
 * `offhook_decode` for SAP C4C's payload in XML (`c4c-xml`) alone.
 *
 * *Returns* as `offhook_decode`.
 * *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
 * *ISR* no.
 * *Bound* linear in the text.
 */
offhook_status offhook_decode_c4c_xml(const char *from,
                                      size_t from_len,
                                      uint8_t *into,
                                      size_t into_len,
                                      struct offhook_entries *entries,
                                      struct offhook_wrong *wrong);

/**
 * `offhook_decode` for SAP C4C's payload in JSON (`c4c-json`) alone.
 *
 * *Returns* as `offhook_decode`.
 * *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
 * *ISR* no.
 * *Bound* linear in the text.
 */
offhook_status offhook_decode_c4c_json(const char *from,
                                       size_t from_len,
                                       uint8_t *into,
                                       size_t into_len,
                                       struct offhook_entries *entries,
                                       struct offhook_wrong *wrong);

/**
 * `offhook_decode` for SAP C4C's ticket push in XML (`c4c-notification-xml`) alone.
 *
 * *Returns* as `offhook_decode`.
 * *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
 * *ISR* no.
 * *Bound* linear in the text.
 */
offhook_status offhook_decode_c4c_xml_notification(const char *from,
                                                   size_t from_len,
                                                   uint8_t *into,
                                                   size_t into_len,
                                                   struct offhook_entries *entries,
                                                   struct offhook_wrong *wrong);

/**
 * `offhook_decode` for SAP C4C's ticket push in JSON (`c4c-notification-json`) alone.
 *
 * *Returns* as `offhook_decode`.
 * *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
 * *ISR* no.
 * *Bound* linear in the text.
 */
offhook_status offhook_decode_c4c_json_notification(const char *from,
                                                    size_t from_len,
                                                    uint8_t *into,
                                                    size_t into_len,
                                                    struct offhook_entries *entries,
                                                    struct offhook_wrong *wrong);

/**
 * `offhook_decode` for SAP C4C's click-to-call context (`c4c-outbound`) alone.
 *
 * *Returns* as `offhook_decode`.
 * *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
 * *ISR* no.
 * *Bound* linear in the text.
 */
offhook_status offhook_decode_c4c_outbound(const char *from,
                                           size_t from_len,
                                           uint8_t *into,
                                           size_t into_len,
                                           struct offhook_entries *entries,
                                           struct offhook_wrong *wrong);

/**
 * `offhook_decode` for SAP CRM's attached data over ICI (`ici-xml`) alone.
 *
 * *Returns* as `offhook_decode`.
 * *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
 * *ISR* no.
 * *Bound* linear in the text.
 */
offhook_status offhook_decode_ici_xml(const char *from,
                                      size_t from_len,
                                      uint8_t *into,
                                      size_t into_len,
                                      struct offhook_entries *entries,
                                      struct offhook_wrong *wrong);

/**
 * `offhook_decode` for SIP's User-to-User header field (`uui`) alone.
 *
 * *Returns* as `offhook_decode`.
 * *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
 * *ISR* no.
 * *Bound* linear in the text.
 */
offhook_status offhook_decode_uui(const char *from,
                                  size_t from_len,
                                  uint8_t *into,
                                  size_t into_len,
                                  struct offhook_entries *entries,
                                  struct offhook_wrong *wrong);

/**
 * `offhook_decode` for SIP's User-to-User among the headers of a URI (`uui-uri`) alone.
 *
 * *Returns* as `offhook_decode`.
 * *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
 * *ISR* no.
 * *Bound* linear in the text.
 */
offhook_status offhook_decode_uui_uri(const char *from,
                                      size_t from_len,
                                      uint8_t *into,
                                      size_t into_len,
                                      struct offhook_entries *entries,
                                      struct offhook_wrong *wrong);

/**
 * `offhook_decode` for Salesforce Open CTI's click-to-dial (`opencti-click`) alone.
 *
 * *Returns* as `offhook_decode`.
 * *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
 * *ISR* no.
 * *Bound* linear in the text.
 */
offhook_status offhook_decode_opencti_click(const char *from,
                                            size_t from_len,
                                            uint8_t *into,
                                            size_t into_len,
                                            struct offhook_entries *entries,
                                            struct offhook_wrong *wrong);

/**
 * `offhook_decode` for Salesforce's call-centre definition file (`opencti-definition`) alone.
 *
 * *Returns* as `offhook_decode`.
 * *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
 * *ISR* no.
 * *Bound* linear in the text.
 */
offhook_status offhook_decode_opencti_definition(const char *from,
                                                 size_t from_len,
                                                 uint8_t *into,
                                                 size_t into_len,
                                                 struct offhook_entries *entries,
                                                 struct offhook_wrong *wrong);

/**
 * `offhook_decode` for Salesforce's call centre as metadata (`opencti-metadata`) alone.
 *
 * *Returns* as `offhook_decode`.
 * *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
 * *ISR* no.
 * *Bound* linear in the text.
 */
offhook_status offhook_decode_opencti_metadata(const char *from,
                                               size_t from_len,
                                               uint8_t *into,
                                               size_t into_len,
                                               struct offhook_entries *entries,
                                               struct offhook_wrong *wrong);

/**
 * `offhook_decode` for Pega Call OpenCTI's properties (`pega`) alone.
 *
 * *Returns* as `offhook_decode`.
 * *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
 * *ISR* no.
 * *Bound* linear in the text.
 */
offhook_status offhook_decode_pega(const char *from,
                                   size_t from_len,
                                   uint8_t *into,
                                   size_t into_len,
                                   struct offhook_entries *entries,
                                   struct offhook_wrong *wrong);

/**
 * `offhook_decode` for postcard's format (`binary`) alone.
 *
 * *Returns* as `offhook_decode`.
 * *Ownership* the entries are in `into`, which is the caller's and must last as long as `entries` is used.
 * *ISR* no.
 * *Bound* linear in the text.
 */
offhook_status offhook_decode_binary(const char *from,
                                     size_t from_len,
                                     uint8_t *into,
                                     size_t into_len,
                                     struct offhook_entries *entries,
                                     struct offhook_wrong *wrong);

/**
 * Writes what is to be dialled: the prefixes that the number needs, then its digits, `+`, `*` and `#`, without what
 * people write between them (space and `- . ( ) /`). The first rule that takes the number says how far it goes.
 *
 * The prefixes are those of a call-centre definition: `definition` is what was decoded of a file, or collected under
 * application `reqDialingOptions`, keys `reqOutsidePrefix`, `reqLongDistPrefix` and `reqInternationalPrefix`; `NULL` for
 * none. `rules` may be `NULL`, of length 0, for those of North America.
 *
 * *Returns* done: `written` bytes, without a NUL; no room: `written` says how many are needed, and `into` means
 * nothing; bad bytes: `wrong` has the offset of a character that cannot be dialled; refused: no rule takes the number;
 * misuse. `wrong` may be `NULL`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the number, times the rules, and in the entries.
 */
offhook_status offhook_dial(const char *number,
                            size_t number_len,
                            const struct offhook_entries *definition,
                            const struct offhook_dial_rule *rules,
                            size_t rules_len,
                            char *into,
                            size_t into_len,
                            size_t *written,
                            struct offhook_wrong *wrong);

/**
 * `offhook_encode` for SAP C4C's adapter query (`c4c-query`) alone.
 *
 * *Returns* as `offhook_encode`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the data.
 */
offhook_status offhook_encode_c4c_query(const struct offhook_storage *station,
                                        uint32_t call,
                                        const struct offhook_entries *entries,
                                        const struct offhook_encode_options *options,
                                        char *into,
                                        size_t into_len,
                                        size_t *written,
                                        struct offhook_wrong *wrong);

/**
 * `offhook_encode` for SAP C4C's payload in XML (`c4c-xml`) alone.
 *
 * *Returns* as `offhook_encode`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the data.
 */
offhook_status offhook_encode_c4c_xml(const struct offhook_storage *station,
                                      uint32_t call,
                                      const struct offhook_entries *entries,
                                      const struct offhook_encode_options *options,
                                      char *into,
                                      size_t into_len,
                                      size_t *written,
                                      struct offhook_wrong *wrong);

/**
 * `offhook_encode` for SAP C4C's payload in JSON (`c4c-json`) alone.
 *
 * *Returns* as `offhook_encode`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the data.
 */
offhook_status offhook_encode_c4c_json(const struct offhook_storage *station,
                                       uint32_t call,
                                       const struct offhook_entries *entries,
                                       const struct offhook_encode_options *options,
                                       char *into,
                                       size_t into_len,
                                       size_t *written,
                                       struct offhook_wrong *wrong);

/**
 * `offhook_encode` for SAP C4C's ticket push in XML (`c4c-notification-xml`) alone.
 *
 * *Returns* as `offhook_encode`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the data.
 */
offhook_status offhook_encode_c4c_xml_notification(const struct offhook_storage *station,
                                                   uint32_t call,
                                                   const struct offhook_entries *entries,
                                                   const struct offhook_encode_options *options,
                                                   char *into,
                                                   size_t into_len,
                                                   size_t *written,
                                                   struct offhook_wrong *wrong);

/**
 * `offhook_encode` for SAP C4C's ticket push in JSON (`c4c-notification-json`) alone.
 *
 * *Returns* as `offhook_encode`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the data.
 */
offhook_status offhook_encode_c4c_json_notification(const struct offhook_storage *station,
                                                    uint32_t call,
                                                    const struct offhook_entries *entries,
                                                    const struct offhook_encode_options *options,
                                                    char *into,
                                                    size_t into_len,
                                                    size_t *written,
                                                    struct offhook_wrong *wrong);

/**
 * `offhook_encode` for SAP CRM's attached data over ICI (`ici-xml`) alone.
 *
 * *Returns* as `offhook_encode`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the data.
 */
offhook_status offhook_encode_ici_xml(const struct offhook_storage *station,
                                      uint32_t call,
                                      const struct offhook_entries *entries,
                                      const struct offhook_encode_options *options,
                                      char *into,
                                      size_t into_len,
                                      size_t *written,
                                      struct offhook_wrong *wrong);

/**
 * `offhook_encode` for SIP's User-to-User header field (`uui`) alone.
 *
 * *Returns* as `offhook_encode`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the data.
 */
offhook_status offhook_encode_uui(const struct offhook_storage *station,
                                  uint32_t call,
                                  const struct offhook_entries *entries,
                                  const struct offhook_encode_options *options,
                                  char *into,
                                  size_t into_len,
                                  size_t *written,
                                  struct offhook_wrong *wrong);

/**
 * `offhook_encode` for SIP's User-to-User among the headers of a URI (`uui-uri`) alone.
 *
 * *Returns* as `offhook_encode`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the data.
 */
offhook_status offhook_encode_uui_uri(const struct offhook_storage *station,
                                      uint32_t call,
                                      const struct offhook_entries *entries,
                                      const struct offhook_encode_options *options,
                                      char *into,
                                      size_t into_len,
                                      size_t *written,
                                      struct offhook_wrong *wrong);

/**
 * `offhook_encode` for a call of Salesforce Open CTI in Lightning (`opencti-lightning`) alone.
 *
 * *Returns* as `offhook_encode`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the data.
 */
offhook_status offhook_encode_opencti_lightning(const struct offhook_storage *station,
                                                uint32_t call,
                                                const struct offhook_entries *entries,
                                                const struct offhook_encode_options *options,
                                                char *into,
                                                size_t into_len,
                                                size_t *written,
                                                struct offhook_wrong *wrong);

/**
 * `offhook_encode` for a call of Salesforce Open CTI in Classic (`opencti-classic`) alone.
 *
 * *Returns* as `offhook_encode`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the data.
 */
offhook_status offhook_encode_opencti_classic(const struct offhook_storage *station,
                                              uint32_t call,
                                              const struct offhook_entries *entries,
                                              const struct offhook_encode_options *options,
                                              char *into,
                                              size_t into_len,
                                              size_t *written,
                                              struct offhook_wrong *wrong);

/**
 * `offhook_encode` for Salesforce's call-centre definition file (`opencti-definition`) alone.
 *
 * *Returns* as `offhook_encode`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the data.
 */
offhook_status offhook_encode_opencti_definition(const struct offhook_storage *station,
                                                 uint32_t call,
                                                 const struct offhook_entries *entries,
                                                 const struct offhook_encode_options *options,
                                                 char *into,
                                                 size_t into_len,
                                                 size_t *written,
                                                 struct offhook_wrong *wrong);

/**
 * `offhook_encode` for Salesforce's call centre as metadata (`opencti-metadata`) alone.
 *
 * *Returns* as `offhook_encode`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the data.
 */
offhook_status offhook_encode_opencti_metadata(const struct offhook_storage *station,
                                               uint32_t call,
                                               const struct offhook_entries *entries,
                                               const struct offhook_encode_options *options,
                                               char *into,
                                               size_t into_len,
                                               size_t *written,
                                               struct offhook_wrong *wrong);

/**
 * `offhook_encode` for Pega Call OpenCTI's properties (`pega`) alone.
 *
 * *Returns* as `offhook_encode`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the data.
 */
offhook_status offhook_encode_pega(const struct offhook_storage *station,
                                   uint32_t call,
                                   const struct offhook_entries *entries,
                                   const struct offhook_encode_options *options,
                                   char *into,
                                   size_t into_len,
                                   size_t *written,
                                   struct offhook_wrong *wrong);

/**
 * `offhook_encode` for postcard's format (`binary`) alone.
 *
 * *Returns* as `offhook_encode`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the data.
 */
offhook_status offhook_encode_binary(const struct offhook_storage *station,
                                     uint32_t call,
                                     const struct offhook_entries *entries,
                                     const struct offhook_encode_options *options,
                                     char *into,
                                     size_t into_len,
                                     size_t *written,
                                     struct offhook_wrong *wrong);

/**
 * The bytes of `struct offhook_entries`, for languages that do not read the header.
 *
 * *Returns* the size.
 * *Ownership* nothing.
 * *ISR* yes.
 * *Bound* constant.
 */
size_t offhook_entries_size(void);

/**
 * Makes this a collection without entries; first of all, and again after each input.
 *
 * *Returns* done.
 * *Ownership* the collection is the caller's memory, nothing else is touched.
 * *ISR* no.
 * *Bound* constant.
 */
offhook_status offhook_entries_clear(struct offhook_entries *entries);

/**
 * One more entry, under a key that has a number (`OFFHOOK_KEY_*`, `OFFHOOK_TEXT_*`).
 *
 * *Returns* done; misuse: text, too many, never cleared, no such key.
 * *Ownership* the value stays the caller's, and must last until the input was given.
 * *ISR* no.
 * *Bound* linear in the length.
 */
offhook_status offhook_entries_add(struct offhook_entries *entries, uint8_t known, const char *value, size_t value_len);

/**
 * One more entry, under any key of any application; the empty application is the call's own.
 *
 * *Returns* done; misuse: text, too many, never cleared.
 * *Ownership* all three texts stay the caller's, and must last until the input was given.
 * *ISR* no.
 * *Bound* linear in the lengths.
 */
offhook_status offhook_entries_add_key(struct offhook_entries *entries,
                                       const char *app,
                                       size_t app_len,
                                       const char *key,
                                       size_t key_len,
                                       const char *value,
                                       size_t value_len);

/**
 * How many entries there are.
 *
 * *Returns* done; misuse: never cleared.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the entries.
 */
offhook_status offhook_entries_count(const struct offhook_entries *entries, size_t *count);

/**
 * One entry, in order from 0.
 *
 * *Returns* done; nothing: there are not so many; misuse: never cleared.
 * *Ownership* the texts are where they were collected from, or decoded into.
 * *ISR* no.
 * *Bound* linear in the entries.
 */
offhook_status offhook_entries_at(const struct offhook_entries *entries, size_t index, struct offhook_entry *entry);

/**
 * The first value under a key that has a number (`OFFHOOK_KEY_*`, `OFFHOOK_TEXT_*`).
 *
 * *Returns* done; nothing: no such entry; misuse: never cleared, no such key.
 * *Ownership* the value is where it was collected from, or decoded into.
 * *ISR* no.
 * *Bound* linear in the entries.
 */
offhook_status offhook_entries_known(const struct offhook_entries *entries, uint8_t known, struct offhook_text *value);

/**
 * The first value under any key of any application; the empty application is the call's own.
 *
 * *Returns* done; nothing: no such entry; misuse: text, never cleared.
 * *Ownership* the value is where it was collected from, or decoded into.
 * *ISR* no.
 * *Bound* linear in the entries.
 */
offhook_status offhook_entries_get(const struct offhook_entries *entries,
                                   const char *app,
                                   size_t app_len,
                                   const char *key,
                                   size_t key_len,
                                   struct offhook_text *value);

/**
 * The bytes of `struct offhook_exchange` that this library needs.
 *
 * *Returns* the size.
 * *Ownership* nothing.
 * *ISR* yes.
 * *Bound* constant.
 */
size_t offhook_exchange_size(void);

/**
 * The bytes of a block for this configuration. With the defaults, `OFFHOOK_EXCHANGE_BLOCK_SIZE(stations, calls, data)` and
 * `OFFHOOK_EXCHANGE_QUEUE_SIZE` and its like for each queue, group, member and place are the same.
 *
 * *Returns* done; misuse.
 * *Ownership* nothing is kept.
 * *ISR* yes.
 * *Bound* constant.
 */
offhook_status offhook_exchange_block_size(const struct offhook_exchange_config *config,
                                           size_t *size);

/**
 * Makes an exchange without stations.
 *
 * *Returns* done; refused: `why` has the cause (more than 32 parties, fewer than 2, more records than can be counted);
 * misuse. `why` may be `NULL`.
 * *Ownership* storage and block are the caller's memory, in use until the caller gives the exchange up; neither may be
 * moved or touched meanwhile. Nothing needs to be released.
 * *ISR* no.
 * *Bound* linear in the block.
 */
offhook_status offhook_exchange_make(struct offhook_exchange *exchange,
                                     size_t exchange_len,
                                     uint8_t *block,
                                     size_t block_len,
                                     const struct offhook_exchange_config *config,
                                     uint16_t *why);

/**
 * Adds a station with room for `calls` calls. Stations are numbered from 0, in the order in which they come; `flags` are
 * `OFFHOOK_STATION_*`.
 *
 * *Returns* done: `station` is its number here; refused: `why` has the cause (the number is taken, empty or longer than 43
 * bytes, or every record is in use); misuse. `station` and `why` may be `NULL`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the number.
 */
offhook_status offhook_exchange_station(struct offhook_exchange *exchange,
                                        const char *number,
                                        size_t number_len,
                                        uint16_t calls,
                                        uint8_t flags,
                                        uint32_t *station,
                                        uint16_t *why);

/**
 * Adds a queue, which is dialled like a station. It offers the longest-waiting call to the agent ready longest, among these
 * stations, or all where none is listed. An agent needs the skills, which commas separate. A call that waits longer than
 * `overflow` ms goes on to the number `to`; 0: never.
 *
 * *Returns* done; refused: `why` has the cause (as `offhook_exchange_station`; no such station; too few members); misuse.
 * `why` may be `NULL`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the texts and the list.
 */
offhook_status offhook_exchange_queue(struct offhook_exchange *exchange,
                                      const char *number,
                                      size_t number_len,
                                      const uint32_t *stations,
                                      size_t stations_len,
                                      const char *skills,
                                      size_t skills_len,
                                      uint32_t overflow,
                                      const char *to,
                                      size_t to_len,
                                      uint16_t *why);

/**
 * Adds a hunt group, which is dialled like a station: its stations ring all at once (`all` is 1), or one after the other.
 *
 * *Returns* done; refused: `why` has the cause (as `offhook_exchange_station`; no such station; more than 32); misuse.
 * `why` may be `NULL`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the number and the list.
 */
offhook_status offhook_exchange_hunt(struct offhook_exchange *exchange,
                                     const char *number,
                                     size_t number_len,
                                     uint8_t all,
                                     const uint32_t *stations,
                                     size_t stations_len,
                                     uint16_t *why);

/**
 * One command of a station (`what` below `OFFHOOK_EVENTS`), with its texts as `offhook_output_texts` gives them. What it
 * leads to is taken by `offhook_exchange_next` before the next command. Events are no commands, and are passed over.
 *
 * `other` is the network's reference of the call `command->other` (`offhook_call` tells it), 0 where it has none.
 *
 * *Returns* done; no station; busy: there are signals to be taken first; misuse. A command that cannot be carried out is
 * refused by a signal to its station.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* the same however many stations and calls there are; linear in the parties of a call and in the texts.
 */
offhook_status offhook_exchange_command(struct offhook_exchange *exchange,
                                        uint64_t now,
                                        uint32_t station,
                                        const struct offhook_output *command,
                                        uint64_t other,
                                        const struct offhook_entries *entries);

/**
 * The next signal, in order of extension: a step of the station that `delivery` names. Its texts are collected in `entries`,
 * which its input refers to. To be called until there is nothing more.
 *
 * *Returns* done; nothing: every station has been told; misuse.
 * *Ownership* the texts are in the exchange's block, and good until its next change; `entries` is the caller's.
 * *ISR* no.
 * *Bound* linear in the call's data.
 */
offhook_status offhook_exchange_next(struct offhook_exchange *exchange,
                                     struct offhook_entries *entries,
                                     struct offhook_delivery *delivery);

/**
 * Time passes: what is due is done, and what it leads to is taken by `offhook_exchange_next`.
 *
 * *Returns* done; busy: there are signals to be taken first; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* as `offhook_exchange_command`.
 */
offhook_status offhook_exchange_tick(struct offhook_exchange *exchange, uint64_t now);

/**
 * When `offhook_exchange_tick` is due, in ms; it may be now or earlier: then at once.
 *
 * *Returns* done; nothing: no deadline, and `at` is `OFFHOOK_NEVER`; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* constant.
 */
offhook_status offhook_exchange_deadline(const struct offhook_exchange *exchange, uint64_t *at);

/**
 * A station can be reached (`plugged` is 1), or not any more (0): then its calls end, one a turn.
 *
 * *Returns* done; no station; busy: there are signals to be taken first; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* as `offhook_exchange_command`.
 */
offhook_status offhook_exchange_plug(struct offhook_exchange *exchange,
                                     uint64_t now,
                                     uint32_t station,
                                     uint8_t plugged);

/**
 * The station with this number.
 *
 * *Returns* done; no station; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the number.
 */
offhook_status offhook_exchange_find(const struct offhook_exchange *exchange,
                                     const char *number,
                                     size_t number_len,
                                     uint32_t *station);

/**
 * A connection of a station, by the network's reference, or by the station's id of the call where `reference` is 0.
 *
 * *Returns* done; no call; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* constant by reference; linear in the station's calls by id.
 */
offhook_status offhook_exchange_connection(const struct offhook_exchange *exchange,
                                           uint32_t station,
                                           uint32_t call,
                                           uint64_t reference,
                                           struct offhook_connection *connection);

/**
 * Whether no call is left, and no signal is still to be taken.
 *
 * *Returns* done: nothing is left; nothing: there is a call, or a signal to be taken; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the stations.
 */
offhook_status offhook_exchange_idle(const struct offhook_exchange *exchange);

/**
 * Makes an empty inbox, with room for `OFFHOOK_INBOX_EDGES` edges. One interrupt posts, the main loop takes; interrupts of
 * several priorities need an inbox each.
 *
 * *Returns* done; misuse.
 * *Ownership* the inbox is the caller's memory, in use until the caller gives it up. Nothing needs to be released.
 * *ISR* no; and the interrupt that posts is not on yet.
 * *Bound* constant.
 */
offhook_status offhook_inbox_init(struct offhook_inbox *inbox);

/**
 * Posts an edge: what an interrupt saw, in numbers of the firmware's own.
 *
 * *Returns* done; no room: it is not in the inbox, and is counted; misuse.
 * *Ownership* nothing is kept.
 * *ISR* yes: this is the function for it. It never waits, and holds nobody off.
 * *Bound* constant.
 */
offhook_status offhook_inbox_post(struct offhook_inbox *inbox, uint8_t source, uint8_t code, uint16_t value);

/**
 * Takes the oldest edge.
 *
 * *Returns* done; nothing: the inbox is empty, and `edge` is untouched; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no: the main loop's side.
 * *Bound* constant.
 */
offhook_status offhook_inbox_take(struct offhook_inbox *inbox, struct offhook_edge *edge);

/**
 * How many edges did not fit. The count only grows; the main loop has fallen behind when it does.
 *
 * *Returns* done; nothing: none was lost; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* constant.
 */
offhook_status offhook_inbox_lost(const struct offhook_inbox *inbox, uint32_t *count);

/**
 * The name of a signal (`OFFHOOK_SIGNAL_*`).
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_signal_name(uint8_t code);

/**
 * The name of a request (`OFFHOOK_REQUEST_*`).
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_request_name(uint8_t code);

/**
 * The name of an output (`OFFHOOK_COMMAND_*`, `OFFHOOK_EVENT_*`).
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_output_name(uint8_t code);

/**
 * The name of the state of a connection (`OFFHOOK_STATE_*`).
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_state_name(uint8_t code);

/**
 * The name of the state of an agent (`OFFHOOK_AGENT_*`).
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_agent_name(uint8_t code);

/**
 * The name of the kind of a call (`OFFHOOK_KIND_*`).
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_kind_name(uint8_t code);

/**
 * The name of the purpose of a consultation (`OFFHOOK_PURPOSE_*`).
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_purpose_name(uint8_t code);

/**
 * The name of a kind of forwarding (`OFFHOOK_FORWARD_*`).
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_forward_name(uint8_t code);

/**
 * The name of the caller's wish about the number (`OFFHOOK_PRESENTATION_*`).
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_presentation_name(uint8_t code);

/**
 * The name of the state of the link (`OFFHOOK_LINK_*`).
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_link_name(uint8_t code);

/**
 * The name of a telephony mode (`OFFHOOK_MODE_*`).
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_mode_name(uint8_t code);

/**
 * The name of what becomes of a wish in wrap-up (`OFFHOOK_WRAP_UP_WISH_*`).
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_wrap_up_wish_name(uint8_t code);

/**
 * The name of a switch's own way (`OFFHOOK_QUIRK_*`).
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_quirk_name(uint8_t code);

/**
 * The name of a well-known key (`OFFHOOK_KEY_*`, `OFFHOOK_TEXT_*`).
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_key_name(uint8_t code);

/**
 * The name of a codec (`OFFHOOK_CODEC_*`).
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_codec_name(uint8_t code);

/**
 * The name of how far a number goes (`OFFHOOK_REACH_*`).
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_reach_name(uint8_t code);

/**
 * The name of a list of a vendor's words (`OFFHOOK_VENDOR_*`).
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_vendor_name(uint8_t code);

/**
 * The name of a cause or reason (`OFFHOOK_CAUSE_*`, `OFFHOOK_REASON_*`).
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none, and for 0.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_cause_name(uint16_t code);

/**
 * The name of a key of a panel.
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_panel_key_name(uint8_t code);

/**
 * The name of what a phone is in the middle of.
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_situation_name(uint8_t code);

/**
 * The name of a lamp.
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_lamp_name(uint8_t code);

/**
 * The name of a lamp's mode.
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_lamp_mode_name(uint8_t code);

/**
 * The name of a way to ring.
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_ring_name(uint8_t code);

/**
 * The name of a status.
 *
 * *Returns* the name, with a NUL at its end; `NULL` for a number that has none.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* linear in the list.
 */
const char *offhook_status_name(offhook_status status);

/**
 * Makes a panel with so many line keys, at most 8. A number that was dialled after dial tone is sent `inter_digit` ms after its
 * last digit, or by `#`; 0: 4,000.
 *
 * *Returns* done; misuse: also more than 8.
 * *Ownership* the panel is the caller's memory, and may be copied.
 * *ISR* no.
 * *Bound* constant.
 */
offhook_status offhook_panel_make(struct offhook_panel *panel,
                                  uint8_t lines,
                                  uint32_t inter_digit);

/**
 * A key is pressed (`OFFHOOK_PANEL_KEY_*`; `of`: the character of a digit, the number of a line from 0, the
 * reason code of `_NOT_READY` and of `_LOG_IN` where it logs out, otherwise 0), and the
 * station is asked for what it means: a step, as `offhook_step` makes it.
 *
 * *Returns* done: a request was made; nothing: nothing had to be asked for, and `taken` is zeroed; refused: `taken->cause` says
 * why the key means nothing now; misuse.
 * *Ownership* nothing is kept. `out` has room for `OFFHOOK_MAX_OUTPUTS` at least.
 * *ISR* no.
 * *Bound* linear in the station's calls.
 */
offhook_status offhook_panel_press(struct offhook_panel *panel,
                                   struct offhook_storage *station,
                                   uint64_t now,
                                   uint8_t key,
                                   uint8_t of,
                                   struct offhook_output *out,
                                   size_t out_len,
                                   struct offhook_taken *taken);

/**
 * To be called after every step of the station, until it returns nothing or refused, and at `offhook_panel_deadline`: asks
 * the station for what follows from an earlier key, one request a call.
 *
 * *Returns* done: a request was made; nothing; refused: `taken->cause` says why; misuse.
 * *Ownership* as `offhook_panel_press`.
 * *ISR* no.
 * *Bound* linear in the station's calls.
 */
offhook_status offhook_panel_follow(struct offhook_panel *panel,
                                    struct offhook_storage *station,
                                    uint64_t now,
                                    struct offhook_output *out,
                                    size_t out_len,
                                    struct offhook_taken *taken);

/**
 * When `offhook_panel_follow` is due, in ms; it may be now or earlier: then at once.
 *
 * *Returns* done; nothing: no deadline, and `at` is `OFFHOOK_NEVER`; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* constant.
 */
offhook_status offhook_panel_deadline(const struct offhook_panel *panel, uint64_t *at);

/**
 * Whether a key would mean something now: what a soft key may show.
 *
 * *Returns* done: it would; refused: `why` has the cause; misuse. `why` may be `NULL`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the station's calls.
 */
offhook_status offhook_panel_allowed(const struct offhook_panel *panel,
                                     const struct offhook_storage *station,
                                     uint8_t key,
                                     uint8_t of,
                                     uint16_t *why);

/**
 * What the phone is in the middle of (`OFFHOOK_SITUATION_*`).
 *
 * *Returns* done; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the station's calls.
 */
offhook_status offhook_panel_situation(const struct offhook_panel *panel,
                                       const struct offhook_storage *station,
                                       uint8_t *situation);

/**
 * The call on a line key, from 0; `call` is 0 where there is none.
 *
 * *Returns* done; nothing: no call; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* constant.
 */
offhook_status offhook_panel_line(const struct offhook_panel *panel, uint8_t line, uint32_t *call);

/**
 * The digits that were typed and not sent yet.
 *
 * *Returns* done; misuse.
 * *Ownership* the text is in the panel, and good until its next change.
 * *ISR* no.
 * *Bound* constant.
 */
offhook_status offhook_panel_digits(const struct offhook_panel *panel, struct offhook_text *digits);

/**
 * How a lamp (`OFFHOOK_LAMP_*`) is lit now (`OFFHOOK_LAMP_MODE_*`); `line` counts for line lamps, from 0.
 *
 * *Returns* done; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* constant.
 */
offhook_status offhook_panel_lamp(const struct offhook_panel *panel,
                                  const struct offhook_storage *station,
                                  uint8_t lamp,
                                  uint8_t line,
                                  uint8_t *mode);

/**
 * Whether a lamp in this mode is lit at this time (`lit` is 1), and when that may change (`changes`, in ms; `OFFHOOK_NEVER`
 * where it does not). `changes` may be `NULL`.
 *
 * *Returns* done; misuse.
 * *Ownership* nothing is kept.
 * *ISR* yes.
 * *Bound* constant.
 */
offhook_status offhook_lamp_lit(uint8_t mode,
                                uint64_t now,
                                uint8_t *lit,
                                uint64_t *changes);

/**
 * How the phone rings now (`OFFHOOK_RING_*`), whether the ringer sounds at this time (`sounds` is 1), and when that may change
 * (`changes`, in ms, or `OFFHOOK_NEVER`). `sounds` and `changes` may be `NULL`.
 *
 * *Returns* done; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the station's calls.
 */
offhook_status offhook_ring(const struct offhook_storage *station,
                            uint64_t now,
                            uint8_t *rings,
                            uint8_t *sounds,
                            uint64_t *changes);

/**
 * Makes a hook switch whose handset lies in its place. Times in ms, 0 for the default: how long the contact must rest (20), the
 * shortest (80) and the longest (800) tap that is a flash.
 *
 * *Returns* done; misuse: also a shortest tap that is longer than the longest.
 * *Ownership* the hook switch is the caller's memory, and may be copied.
 * *ISR* no.
 * *Bound* constant.
 */
offhook_status offhook_hook_switch_make(struct offhook_hook_switch *hook,
                                        uint32_t bounce,
                                        uint32_t flash,
                                        uint32_t flash_end);

/**
 * The contact is looked at: at each of its edges, and at `offhook_hook_switch_deadline`. `off_hook` is 1 while it says that the
 * handset is lifted.
 *
 * *Returns* done: `key` is `OFFHOOK_PANEL_KEY_OFF_HOOK`, `_ON_HOOK` or `_FLASH`; nothing: `key` is 0; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* constant.
 */
offhook_status offhook_hook_switch_sample(struct offhook_hook_switch *hook,
                                          uint64_t now,
                                          uint8_t off_hook,
                                          uint8_t *key);

/**
 * When the contact is to be looked at again, in ms.
 *
 * *Returns* done; nothing: not before its next edge, and `at` is `OFFHOOK_NEVER`; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* constant.
 */
offhook_status offhook_hook_switch_deadline(const struct offhook_hook_switch *hook, uint64_t *at);

#if defined(OFFHOOK_CRITICAL_SECTION)
/**
 * Puts a gate before a station that was made: from now on every side enters it by `offhook_shared_enter` and calls the station's functions,
 * also those that only read, until `offhook_shared_leave`.
 *
 * *Returns* done; misuse.
 * *Ownership* `shared` and the station are the caller's memory, and stay where they are. Nothing needs to be released.
 * *ISR* no; and the interrupts that share the station are not on yet.
 * *Bound* constant.
 */
offhook_status offhook_shared_init(struct offhook_shared *shared,
                                   struct offhook_storage *station);
#endif

#if defined(OFFHOOK_CRITICAL_SECTION)
/**
 * Enters: `offhook_critical_acquire` is called, and `station` is the station, until `offhook_shared_leave`. The time of a step is read
 * in here, and outputs and their texts are looked at in here: on the other side of the gate they may be the next step's.
 *
 * *Returns* done; entered: this side is inside already, nothing was entered, and `station` is untouched; misuse.
 * *Ownership* the station is the caller's own.
 * *ISR* yes, and the main loop. The others wait until it is left, a few steps at most.
 * *Bound* constant.
 */
offhook_status offhook_shared_enter(struct offhook_shared *shared,
                                    struct offhook_storage **station);
#endif

#if defined(OFFHOOK_CRITICAL_SECTION)
/**
 * Leaves: the station is the other side's, and `offhook_critical_release` is called.
 *
 * *Returns* done; nothing: nobody was inside; misuse.
 * *Ownership* nothing is kept.
 * *ISR* yes, by whoever entered.
 * *Bound* constant.
 */
offhook_status offhook_shared_leave(struct offhook_shared *shared);
#endif

/**
 * Saves the station. With no room at all it says how much is needed.
 *
 * *Returns* done: `written` bytes; no room: `written` says how many are needed, and `into` means nothing; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the block.
 */
offhook_status offhook_save(const struct offhook_storage *station, uint8_t *into, size_t into_len, size_t *written);

/**
 * Puts a station back to what was saved, also by another build, or on another processor.
 *
 * *Returns* done; bad bytes: torn, foreign, or of other sizes, and the station is as it was; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the block.
 */
offhook_status offhook_restore(struct offhook_storage *station, const uint8_t *from, size_t from_len);

/**
 * Makes an idle station with room for `calls` calls and `data` bytes of attached data a call.
 *
 * The block is at least `OFFHOOK_BLOCK_SIZE(calls, data)` bytes less `OFFHOOK_OWN_SIZE`; what calls and data
 * leave of it is for the station's own texts (agent, queues, forwarding). `config` may be `NULL` for defaults.
 *
 * *Returns* done; refused: a policy out of range, a code of the configuration that is in no list, or more than 4096 calls; misuse.
 * *Ownership* storage and block are the caller's memory, in use until the caller gives the station up; neither may
 * be moved or touched meanwhile. Nothing needs to be released.
 * *ISR* no.
 * *Bound* linear in the block.
 */
offhook_status offhook_station_make(struct offhook_storage *station,
                                    size_t station_len,
                                    uint8_t *block,
                                    size_t block_len,
                                    uint16_t calls,
                                    uint16_t data,
                                    const struct offhook_config *config);

/**
 * The bytes of `struct offhook_storage` that this library needs.
 *
 * *Returns* the size.
 * *Ownership* nothing.
 * *ISR* yes.
 * *Bound* constant.
 */
size_t offhook_storage_size(void);

/**
 * `OFFHOOK_BLOCK_SIZE` as a function.
 *
 * *Returns* the size.
 * *Ownership* nothing.
 * *ISR* yes.
 * *Bound* constant.
 */
size_t offhook_block_size(uint16_t calls, uint16_t data);

/**
 * When the next step with `OFFHOOK_INPUT_TIME` is due, in ms; it may be now or earlier: step at once.
 *
 * *Returns* done; nothing: no deadline, and `at` is `OFFHOOK_NEVER`; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* constant.
 */
offhook_status offhook_deadline(const struct offhook_storage *station, uint64_t *at);

/**
 * Whether a request (`OFFHOOK_REQUEST_*`) would be granted now; `call` is 0 for those of the agent or the station.
 *
 * *Returns* done: it would; refused: `why` has the cause; misuse. `why` may be `NULL`.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* constant.
 */
offhook_status offhook_allowed(const struct offhook_storage *station, uint8_t request, uint32_t call, uint16_t *why);

/**
 * The agent's session at this station.
 *
 * *Returns* done; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* constant.
 */
offhook_status offhook_agent(const struct offhook_storage *station, struct offhook_agent_info *agent);

/**
 * How many signals were late or repeated, and ignored.
 *
 * *Returns* done; nothing: none was; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* constant.
 */
offhook_status offhook_ignored(const struct offhook_storage *station, uint32_t *count);

/**
 * Whether a feature of the station is on: `OFFHOOK_REQUEST_FORWARD` (of the kind `OFFHOOK_FORWARD_*`),
 * `OFFHOOK_REQUEST_DO_NOT_DISTURB`, `OFFHOOK_REQUEST_MESSAGE_WAITING`, `OFFHOOK_REQUEST_MUTE`.
 *
 * *Returns* done: it is on; nothing: it is off; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* constant.
 */
offhook_status offhook_feature(const struct offhook_storage *station, uint8_t request, uint8_t forward);

/**
 * One step: gives the station an input, and the time in ms, which never goes back: an earlier one counts as the latest that was given.
 *
 * *Returns* done; nothing: there was nothing to do, or the signal was ignored; refused: `taken->cause` says why;
 * misuse: nothing was written. Otherwise `taken` is written always, and `out[0]` to `out[taken->outputs - 1]`.
 * *Ownership* nothing is kept. `out` has room for `OFFHOOK_MAX_OUTPUTS` at least; room beyond an output written is
 * left undefined.
 * *ISR* no.
 * *Bound* the same however many calls there are; linear in the texts.
 */
offhook_status offhook_step(struct offhook_storage *station,
                            uint64_t now,
                            const struct offhook_input *input,
                            struct offhook_output *out,
                            size_t out_len,
                            struct offhook_taken *taken);

/**
 * Begins to read a trace.
 *
 * *Returns* done; bad bytes: this is not a trace, or one of another version; misuse.
 * *Ownership* the bytes stay the caller's, and must last as long as the trace is read.
 * *ISR* no.
 * *Bound* constant.
 */
offhook_status offhook_trace_open(struct offhook_trace *trace, const uint8_t *from, size_t from_len);

/**
 * The next record; the entries of its input, or of its station, go to `entries`, and its input refers to them.
 *
 * *Returns* done; nothing: that was the last; bad bytes; misuse.
 * *Ownership* the texts are in the trace's bytes; `entries` is the caller's.
 * *ISR* no.
 * *Bound* linear in the record.
 */
offhook_status offhook_trace_next(struct offhook_trace *trace,
                                  struct offhook_entries *entries,
                                  struct offhook_record *record);

/**
 * Writes the header of a trace; `masked` is 1 when its records will be.
 *
 * *Returns* done: `written` bytes; no room: `written` says how many are needed; misuse.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* constant.
 */
offhook_status offhook_trace_begin(uint8_t masked, uint8_t *into, size_t into_len, size_t *written);

/**
 * Writes one record of a trace. With a mask, each value is replaced by letters: equal ones by equal ones, of the same
 * length.
 *
 * *Returns* done: `written` bytes; no room: `written` says how many are needed, and `into` means nothing; refused: larger
 * than a trace holds; misuse. `mask` may be `NULL`: then the values stay as they are.
 * *Ownership* nothing is kept.
 * *ISR* no.
 * *Bound* linear in the record.
 */
offhook_status offhook_trace_write(const struct offhook_record *record,
                                   const struct offhook_mask *mask,
                                   uint8_t *into,
                                   size_t into_len,
                                   size_t *written);

/**
 * CSTA's simple call state of a pair of states (`OFFHOOK_STATE_*`): `far << 4 | local`, where the standard names the pair.
 *
 * *Returns* the code; -1 where there is none.
 * *Ownership* nothing.
 * *ISR* yes.
 * *Bound* constant.
 */
int32_t offhook_simple_call_state(uint8_t local,
                                  uint8_t far);

/**
 * The word of a vendor's list (`OFFHOOK_VENDOR_*`) for a state: `OFFHOOK_STATE_*` of this station, `OFFHOOK_AGENT_*` or
 * `OFFHOOK_KIND_*`, as the list says. `second`: of a call, the far party's `OFFHOOK_STATE_*`; of an agent, 1 + `OFFHOOK_AGENT_*` of
 * the pending state, or 0; of a kind, 0. `flags`: `OFFHOOK_WORD_UNCONFIRMED`, or 0.
 *
 * *Returns* done; nothing: the vendor has no word for it, or none that is confirmed, and `word->why` says so; misuse.
 * *Ownership* the texts are the library's, for ever.
 * *ISR* no.
 * *Bound* linear in the list.
 */
offhook_status offhook_vendor_say(uint8_t list,
                                  uint8_t state,
                                  uint8_t second,
                                  uint8_t flags,
                                  struct offhook_word *word);

/**
 * What a word of a vendor's list (`OFFHOOK_VENDOR_*`) means: by its name, and its mode where it has one; without a name, by its number.
 * `flags`: the sum of `OFFHOOK_WORD_*`.
 *
 * *Returns* done; nothing: it is no state of ours, and `meaning->why` says what it is; refused: the list has no such word, or it is not
 * confirmed; misuse.
 * *Ownership* nothing is kept; `why` is the library's, for ever.
 * *ISR* no.
 * *Bound* linear in the list.
 */
offhook_status offhook_vendor_read(uint8_t list,
                                   const char *name,
                                   size_t name_len,
                                   const char *mode,
                                   size_t mode_len,
                                   int32_t number,
                                   uint8_t flags,
                                   struct offhook_meaning *meaning);

/**
 * The version of the library that is linked: major * 65536 + minor * 256 + patch.
 *
 * *Returns* the number.
 * *Ownership* nothing.
 * *ISR* yes.
 * *Bound* constant.
 */
uint32_t offhook_version(void);

/**
 * The version of the library that is linked, as text.
 *
 * *Returns* the text, with a NUL at its end.
 * *Ownership* it is the library's, for ever.
 * *ISR* yes.
 * *Bound* constant.
 */
const char *offhook_version_text(void);

/**
 * The number of the binary interface: a program and a library with different numbers do not fit.
 *
 * *Returns* the number.
 * *Ownership* nothing.
 * *ISR* yes.
 * *Bound* constant.
 */
uint32_t offhook_abi(void);


#if defined(OFFHOOK_CRITICAL_SECTION)
/**
 * The firmware's own: from here on the other sides are held off (interrupts off, or a lock between cores). It may be called again
 * while it is held. What it returns is handed to `offhook_critical_release`.
 */
uint32_t offhook_critical_acquire(void);

/**
 * The firmware's own: what was before the call of `offhook_critical_acquire` that returned `before` is so again.
 */
void offhook_critical_release(uint32_t before);
#endif

#ifdef __cplusplus
}
#endif

#endif /* OFFHOOK_H */
