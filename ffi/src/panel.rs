//! The panel of a desk phone: keys in, lamps and ringing out. The same as the core's `panel`, in whose words keys, situations and
//! lamps are told.

use offhook_core::panel::lamp::{Lamp, LampMode};
use offhook_core::panel::{HookTimes, Key, MAX_LINES, Press, ring};
use offhook_core::{Cause, MAX_OUTPUTS, Output};

use crate::args::{self, HookSwitch, Panel};
use crate::input::switch;
use crate::status::{
    OFFHOOK_DONE, OFFHOOK_MISUSE_CODE, OFFHOOK_MISUSE_NULL, OFFHOOK_NOTHING, OFFHOOK_REFUSED, Status, cause,
};
use crate::step::given;
use crate::storage::{Made, Storage, look, made};
use crate::types::{self, OFFHOOK_NEVER, Taken, Text};

/// Makes a panel with so many line keys, at most 8. A number that was dialled after dial tone is sent `inter_digit` ms after its
/// last digit, or by `#`; 0: 4,000.
///
/// *Returns* done; misuse: also more than 8.
/// *Ownership* the panel is the caller's memory, and may be copied.
/// *ISR* no.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_panel_make(panel: Option<&mut Panel>, lines: u8, inter_digit: u32) -> Status {
    let Some(panel) = panel else { return OFFHOOK_MISUSE_NULL };
    if usize::from(lines) > MAX_LINES {
        return OFFHOOK_MISUSE_CODE;
    }
    let made = offhook_core::panel::Panel::new(lines);
    panel.make(if inter_digit == 0 { made } else { made.inter_digit(inter_digit) });
    OFFHOOK_DONE
}

/// A key is pressed (`OFFHOOK_PANEL_KEY_*`; `of`: the character of a digit, the number of a line from 0, the
/// reason code of `_NOT_READY` and of `_LOG_IN` where it logs out, otherwise 0), and the
/// station is asked for what it means: a step, as `offhook_step` makes it.
///
/// *Returns* done: a request was made; nothing: nothing had to be asked for, and `taken` is zeroed; refused: `taken->cause` says
/// why the key means nothing now; misuse.
/// *Ownership* nothing is kept. `out` has room for `OFFHOOK_MAX_OUTPUTS` at least.
/// *ISR* no.
/// *Bound* linear in the station's calls.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_panel_press(
    panel: Option<&mut Panel>,
    station: Option<&mut Storage>,
    now: u64,
    key: u8,
    of: u8,
    out: *mut types::Output,
    out_len: usize,
    taken: Option<&mut Taken>,
) -> Status {
    Status::of((|| {
        let press = press(key, of)?;
        let panel = panel.ok_or(OFFHOOK_MISUSE_NULL)?.open()?;
        let made = made(station)?;
        let taken = taken.ok_or(OFFHOOK_MISUSE_NULL)?;
        let out = args::outputs(out, out_len)?;
        match pressed(panel, made, now, press) {
            Ok(()) => Ok(ask(panel, made, now, out, taken)),
            Err(cause) => Ok(given(Err(cause), taken)),
        }
    })())
}

/// To be called after every step of the station, until it returns nothing or refused, and at `offhook_panel_deadline`: asks
/// the station for what follows from an earlier key, one request a call.
///
/// *Returns* done: a request was made; nothing; refused: `taken->cause` says why; misuse.
/// *Ownership* as `offhook_panel_press`.
/// *ISR* no.
/// *Bound* linear in the station's calls.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_panel_follow(
    panel: Option<&mut Panel>,
    station: Option<&mut Storage>,
    now: u64,
    out: *mut types::Output,
    out_len: usize,
    taken: Option<&mut Taken>,
) -> Status {
    Status::of((|| {
        let panel = panel.ok_or(OFFHOOK_MISUSE_NULL)?.open()?;
        let made = made(station)?;
        let taken = taken.ok_or(OFFHOOK_MISUSE_NULL)?;
        let out = args::outputs(out, out_len)?;
        followed(panel, made, now);
        Ok(ask(panel, made, now, out, taken))
    })())
}

/// When `offhook_panel_follow` is due, in ms; it may be now or earlier: then at once.
///
/// *Returns* done; nothing: no deadline, and `at` is `OFFHOOK_NEVER`; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_panel_deadline(panel: Option<&Panel>, at: Option<&mut u64>) -> Status {
    Status::of((|| due(panel.ok_or(OFFHOOK_MISUSE_NULL)?.look()?.deadline(), at))())
}

/// Whether a key would mean something now: what a soft key may show.
///
/// *Returns* done: it would; refused: `why` has the cause; misuse. `why` may be `NULL`.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the station's calls.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_panel_allowed(
    panel: Option<&Panel>,
    station: Option<&Storage>,
    key: u8,
    of: u8,
    why: Option<&mut u16>,
) -> Status {
    Status::of((|| {
        let allowed = panel.ok_or(OFFHOOK_MISUSE_NULL)?.look()?.allowed(&look(station)?, press(key, of)?);
        if let Some(why) = why {
            *why = cause(allowed);
        }
        Ok(if allowed.is_ok() { OFFHOOK_DONE } else { OFFHOOK_REFUSED })
    })())
}

/// What the phone is in the middle of (`OFFHOOK_SITUATION_*`).
///
/// *Returns* done; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the station's calls.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_panel_situation(
    panel: Option<&Panel>,
    station: Option<&Storage>,
    situation: Option<&mut u8>,
) -> Status {
    Status::of((|| {
        let scene = panel.ok_or(OFFHOOK_MISUSE_NULL)?.look()?.scene(&look(station)?);
        *situation.ok_or(OFFHOOK_MISUSE_NULL)? = scene.situation.code();
        Ok(OFFHOOK_DONE)
    })())
}

/// The call on a line key, from 0; `call` is 0 where there is none.
///
/// *Returns* done; nothing: no call; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_panel_line(panel: Option<&Panel>, line: u8, call: Option<&mut u32>) -> Status {
    Status::of((|| {
        let id = panel.ok_or(OFFHOOK_MISUSE_NULL)?.look()?.line(line);
        *call.ok_or(OFFHOOK_MISUSE_NULL)? = id.number();
        Ok(Status::done(id.is_none()))
    })())
}

/// The digits that were typed and not sent yet.
///
/// *Returns* done; misuse.
/// *Ownership* the text is in the panel, and good until its next change.
/// *ISR* no.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_panel_digits(panel: Option<&Panel>, digits: Option<&mut Text>) -> Status {
    Status::of((|| {
        let typed = panel.ok_or(OFFHOOK_MISUSE_NULL)?.look()?.digits();
        *digits.ok_or(OFFHOOK_MISUSE_NULL)? = Text { data: typed.as_ptr().cast(), len: typed.len() };
        Ok(OFFHOOK_DONE)
    })())
}

/// How a lamp (`OFFHOOK_LAMP_*`) is lit now (`OFFHOOK_LAMP_MODE_*`); `line` counts for line lamps, from 0.
///
/// *Returns* done; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_panel_lamp(
    panel: Option<&Panel>,
    station: Option<&Storage>,
    lamp: u8,
    line: u8,
    mode: Option<&mut u8>,
) -> Status {
    Status::of((|| {
        let lamp = Lamp::from_code(lamp).ok_or(OFFHOOK_MISUSE_CODE)?;
        let lit = panel.ok_or(OFFHOOK_MISUSE_NULL)?.look()?.lamp(&look(station)?, lamp, line);
        *mode.ok_or(OFFHOOK_MISUSE_NULL)? = lit.code();
        Ok(OFFHOOK_DONE)
    })())
}

/// Whether a lamp in this mode is lit at this time (`lit` is 1), and when that may change (`changes`, in ms; `OFFHOOK_NEVER`
/// where it does not). `changes` may be `NULL`.
///
/// *Returns* done; misuse.
/// *Ownership* nothing is kept.
/// *ISR* yes.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_lamp_lit(mode: u8, now: u64, lit: Option<&mut u8>, changes: Option<&mut u64>) -> Status {
    Status::of((|| {
        let mode = LampMode::from_code(mode).ok_or(OFFHOOK_MISUSE_CODE)?;
        *lit.ok_or(OFFHOOK_MISUSE_NULL)? = mode.lit(now).into();
        if let Some(changes) = changes {
            *changes = mode.changes(now).unwrap_or(OFFHOOK_NEVER);
        }
        Ok(OFFHOOK_DONE)
    })())
}

/// How the phone rings now (`OFFHOOK_RING_*`), whether the ringer sounds at this time (`sounds` is 1), and when that may change
/// (`changes`, in ms, or `OFFHOOK_NEVER`). `sounds` and `changes` may be `NULL`.
///
/// *Returns* done; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* linear in the station's calls.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_ring(
    station: Option<&Storage>,
    now: u64,
    rings: Option<&mut u8>,
    sounds: Option<&mut u8>,
    changes: Option<&mut u64>,
) -> Status {
    Status::of((|| {
        let station = look(station)?;
        *rings.ok_or(OFFHOOK_MISUSE_NULL)? = ring::of(&station).code();
        if let Some(sounds) = sounds {
            *sounds = ring::sounds(&station, now).into();
        }
        if let Some(changes) = changes {
            *changes = ring::changes(&station, now).unwrap_or(OFFHOOK_NEVER);
        }
        Ok(OFFHOOK_DONE)
    })())
}

/// Makes a hook switch whose handset lies in its place. Times in ms, 0 for the default: how long the contact must rest (20), the
/// shortest (80) and the longest (800) tap that is a flash.
///
/// *Returns* done; misuse: also a shortest tap that is longer than the longest.
/// *Ownership* the hook switch is the caller's memory, and may be copied.
/// *ISR* no.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_hook_switch_make(
    hook: Option<&mut HookSwitch>,
    bounce: u32,
    flash: u32,
    flash_end: u32,
) -> Status {
    let Some(hook) = hook else { return OFFHOOK_MISUSE_NULL };
    let or = |given, default| if given == 0 { default } else { given };
    let default = HookTimes::DEFAULT;
    let times = HookTimes {
        bounce: or(bounce, default.bounce),
        flash: or(flash, default.flash),
        flash_end: or(flash_end, default.flash_end),
    };
    if times.flash > times.flash_end {
        return OFFHOOK_MISUSE_CODE;
    }
    hook.make(offhook_core::panel::HookSwitch::new(times));
    OFFHOOK_DONE
}

/// The contact is looked at: at each of its edges, and at `offhook_hook_switch_deadline`. `off_hook` is 1 while it says that the
/// handset is lifted.
///
/// *Returns* done: `key` is `OFFHOOK_PANEL_KEY_OFF_HOOK`, `_ON_HOOK` or `_FLASH`; nothing: `key` is 0; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_hook_switch_sample(
    hook: Option<&mut HookSwitch>,
    now: u64,
    off_hook: u8,
    key: Option<&mut u8>,
) -> Status {
    Status::of((|| {
        let key = key.ok_or(OFFHOOK_MISUSE_NULL)?;
        let said = hook.ok_or(OFFHOOK_MISUSE_NULL)?.open()?.sample(now, switch(off_hook)?);
        *key = said.map_or(0, Key::code);
        Ok(Status::done(said.is_none()))
    })())
}

/// When the contact is to be looked at again, in ms.
///
/// *Returns* done; nothing: not before its next edge, and `at` is `OFFHOOK_NEVER`; misuse.
/// *Ownership* nothing is kept.
/// *ISR* no.
/// *Bound* constant.
#[unsafe(no_mangle)]
pub extern "C" fn offhook_hook_switch_deadline(hook: Option<&HookSwitch>, at: Option<&mut u64>) -> Status {
    Status::of((|| due(hook.ok_or(OFFHOOK_MISUSE_NULL)?.look()?.deadline(), at))())
}

fn press(key: u8, of: u8) -> Result<Press, Status> {
    Ok(Press { key: Key::from_code(key).ok_or(OFFHOOK_MISUSE_CODE)?, of })
}

fn due(deadline: Option<u64>, at: Option<&mut u64>) -> Result<Status, Status> {
    *at.ok_or(OFFHOOK_MISUSE_NULL)? = deadline.unwrap_or(OFFHOOK_NEVER);
    Ok(Status::done(deadline.is_none()))
}

// What a key means is over before the station is asked for it: each looks at the station for itself.

type Face = offhook_core::panel::Panel;

#[inline(never)]
fn pressed(panel: &mut Face, made: &mut Made, now: u64, press: Press) -> Result<(), Cause> {
    panel.pressed(&made.station(), now, press)
}

#[inline(never)]
fn followed(panel: &mut Face, made: &mut Made, now: u64) {
    panel.followed(&made.station(), now);
}

/// Asks the station for what a key means.
#[inline(never)]
fn ask(panel: &mut Face, made: &mut Made, now: u64, out: &mut [Output; MAX_OUTPUTS], taken: &mut Taken) -> Status {
    let mut entry = None;
    let step = match panel.asks(&mut entry) {
        Some(request) => made.station().ask(now, &request, out),
        None => {
            *taken = Taken::default();
            return OFFHOOK_NOTHING;
        }
    };
    panel.asked();
    given(step, taken)
}
