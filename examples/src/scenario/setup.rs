//! `station`, `queue` and `hunt`: what there is before anything happens.

use crate::scenario::parse::Rest;
use crate::scenario::statement::{Hunt, Queue, Setup};
use crate::scenario::values::{either, number, word};
use offhook::config::WRAP_UP_ALWAYS;
use offhook::{Config, Mode, Quirk, RequestKind, WrapUpWish};

const STATION_KEYS: &str = "calls data mode trunk numbered without quirk request-timeout no-answer auto-answer auto-hold \
                            login-state wrap-up wrap-up-wish rona recall";

/// `station EXT …`
pub fn station(rest: &mut Rest<'_>) -> Result<Setup, String> {
    let ext = rest.need("the extension")?.text.clone();
    let mut setup = Setup { ext, calls: 4, data: 512, trunk: false, numbered: false, config: Config::default() };
    while let Some((key, value)) = rest.argument("station")? {
        let config = &mut setup.config;
        match key {
            "calls" => setup.calls = number(value)?,
            "data" => setup.data = number(value)?,
            "trunk" => setup.trunk = either(value, "yes", "no")?,
            "numbered" => setup.numbered = either(value, "yes", "no")?,
            "mode" => config.mode = word::<Mode>(value)?.code(),
            "without" => {
                for name in value.split(',') {
                    *config = config.without(word::<RequestKind>(name)?);
                }
            }
            "quirk" => {
                for name in value.split(',') {
                    *config = config.with(word::<Quirk>(name)?);
                }
            }
            "request-timeout" => config.request_timeout = number(value)?,
            "no-answer" => config.no_answer = number(value)?,
            "auto-answer" => config.auto_answer = time_or_off(value)?,
            "recall" => config.recall = time_or_off(value)?,
            "wrap-up" if value == "always" => config.wrap_up = WRAP_UP_ALWAYS,
            "wrap-up" => config.wrap_up = time_or_off(value)?,
            "wrap-up-wish" => config.wrap_up_wish = word::<WrapUpWish>(value)?.code(),
            "auto-hold" => config.no_auto_hold = u8::from(!either(value, "on", "off")?),
            "login-state" => config.login_ready = u8::from(either(value, "ready", "not-ready")?),
            "rona" => config.rona_ready = u8::from(either(value, "ready", "not-ready")?),
            _ => return Err(format!("`station` knows no `{key}=`: it takes {STATION_KEYS}")),
        }
    }
    Ok(setup)
}

fn time_or_off(value: &str) -> Result<u32, String> {
    if value == "off" { Ok(0) } else { number(value) }
}

/// `queue NAME [EXT…] [skills=A,B] [overflow=MS to=PLACE]`
pub fn queue(rest: &mut Rest<'_>) -> Result<Queue, String> {
    let name = rest.need("the queue's number")?.text.clone();
    let mut queue = Queue { name, stations: rest.names(), skills: Vec::new(), overflow: None };
    let (mut after, mut to) = (None, None);
    while let Some((key, value)) = rest.argument("queue")? {
        queue.stations.extend(rest.names());
        match key {
            "skills" => queue.skills = value.split(',').map(str::to_owned).collect(),
            "overflow" => after = Some(number(value)?),
            "to" => to = Some(value.to_owned()),
            _ => return Err(format!("`queue` knows no `{key}=`: it takes skills, overflow and to")),
        }
    }
    queue.overflow = match (after, to) {
        (Some(after), Some(to)) => Some((after, to)),
        (None, None) => None,
        _ => return Err("`overflow=MS` and `to=PLACE` go together: write both, or neither".to_owned()),
    };
    Ok(queue)
}

/// `hunt NAME ring=all|one EXT…`
pub fn hunt(rest: &mut Rest<'_>) -> Result<Hunt, String> {
    let name = rest.need("the group's number")?.text.clone();
    let mut stations = rest.names();
    let all = match rest.argument("hunt")? {
        Some(("ring", value)) => either(value, "all", "one")?,
        _ => return Err("`hunt` needs `ring=all` or `ring=one`".to_owned()),
    };
    stations.extend(rest.names());
    if stations.is_empty() {
        return Err("a hunt group needs a station: write the extensions after `ring=`".to_owned());
    }
    Ok(Hunt { name, all, stations })
}
