//! What happened in a system, as a scenario that `offhook play` plays. It is played while it is written: the names of
//! calls are those that the player gives them.

use std::fmt::Write;
use std::rc::Rc;

use offhook::config::WRAP_UP_ALWAYS;
use offhook::{CallId, Config, RequestKind as R};
use offhook_desk::scenario::{Limits, Room, Run, line};

use crate::system::moves::{Alphabet, Move, NO_CALL, OFF, Wish, order_of};
use crate::system::world::{Setup, World};

/// A scenario in the making.
struct Page<'w, 'm> {
    run: Run<'w, 'm>,
    text: String,
    calls: u32,
    /// A line did not play: what follows is written as it comes.
    lost: bool,
}

impl Page<'_, '_> {
    fn say(&mut self, says: &str) {
        self.text += says;
        self.text.push('\n');
        let statement = line(0, says).ok().flatten();
        let played = statement.map(|statement| self.run.statement(&statement).map_err(|fault| format!("{fault:?}")));
        let refused = self.run.attempt.take().is_some_and(|attempt| attempt.result.is_err());
        if !self.lost && (refused || !matches!(played, Some(Ok(())))) {
            self.lost = true;
            self.text += "# the player does not go on as the explorer did from here on\n";
        }
        self.run.ears.forget();
    }

    /// What the player calls a call of a station.
    fn name(&self, station: usize, call: CallId) -> String {
        let heard = self.run.ears.stations.get(station);
        heard.and_then(|heard| heard.names.of(call)).map_or(format!("call-{}", call.number()), str::to_owned)
    }
}

/// The scenario of these moves.
pub fn write(setup: &Rc<Setup>, alphabet: &Alphabet, moves: &[Move]) -> String {
    let stations = setup.configs.len();
    let calls = setup.size.stations.iter().map(|(_, station)| usize::from(station.calls)).sum();
    let (queues, groups) = (setup.size.queues.len(), setup.size.groups.len());
    let mut room = Room::new(Limits { stations, calls, data: setup.size.data, queues, groups });
    let run = Run::new(&mut room, Vec::new());
    let mut page = Page { run, text: String::new(), calls: 0, lost: false };
    begin(&mut page, setup);
    let mut world = World::new(setup);
    for what in moves {
        tell(&mut page, &mut world, alphabet, *what);
        // The last one is the one that breaks a rule.
        let _ = alphabet.make(&mut world, *what);
        if matches!(what, Move::Time(_) | Move::Late(_)) {
            let now = world.now;
            page.say(&format!("at {now}"));
        }
    }
    // Nothing may be left on the way at the end of a file.
    for (number, _) in setup.size.stations.iter().filter(|_| setup.delayed) {
        page.say(&format!("{number}: deliver"));
    }
    page.text
}

fn begin(page: &mut Page<'_, '_>, setup: &Setup) {
    for ((number, station), config) in setup.size.stations.iter().zip(&setup.configs) {
        let mut says = format!("station {number} calls={} data={}", station.calls, setup.size.data);
        if station.trunk {
            says += " trunk=yes";
        }
        if setup.numbered {
            says += " numbered=yes";
        }
        policies(&mut says, config);
        page.say(&says);
    }
    page.say("exchange");
    let number = |at: &u32| setup.size.stations[*at as usize].0;
    for queue in &setup.size.queues {
        let stations: String = queue.stations.iter().map(|at| format!(" {}", number(at))).collect();
        let mut says = format!("queue {}{stations}", queue.number);
        if !queue.skills.is_empty() {
            let _ = write!(says, " skills={}", queue.skills);
        }
        if let Some((after, to)) = queue.overflow {
            let _ = write!(says, " overflow={after} to={to}");
        }
        page.say(&says);
    }
    for group in &setup.size.groups {
        let ring = if group.all { "all" } else { "one" };
        let stations: String = group.stations.iter().map(|at| format!(" {}", number(at))).collect();
        page.say(&format!("hunt {} ring={ring}{stations}", group.number));
    }
    if setup.delayed {
        for (number, _) in &setup.size.stations {
            page.say(&format!("{number}: delay"));
        }
    }
}

fn policies(says: &mut String, config: &Config) {
    let plain = Config::default();
    let mut add = |differs: bool, text: String| {
        if differs {
            says.push(' ');
            says.push_str(&text);
        }
    };
    let wrap_up = if config.wrap_up == WRAP_UP_ALWAYS { "always".to_owned() } else { config.wrap_up.to_string() };
    add(config.wrap_up != plain.wrap_up, format!("wrap-up={wrap_up}"));
    add(config.request_timeout != 0, format!("request-timeout={}", config.request_timeout));
    add(config.no_answer != 0, format!("no-answer={}", config.no_answer));
    add(config.auto_answer != 0, format!("auto-answer={}", config.auto_answer));
    add(config.recall != 0, format!("recall={}", config.recall));
    add(config.no_auto_hold != 0, "auto-hold=off".to_owned());
    add(config.login_ready != 0, "login-state=ready".to_owned());
    add(config.rona_ready != 0, "rona=ready".to_owned());
}

fn tell(page: &mut Page<'_, '_>, world: &mut World, alphabet: &Alphabet, what: Move) {
    let number = |at: u8| world.setup.size.stations[usize::from(at)].0;
    let waiting = |at: u8| world.links[usize::from(at)].waiting.len();
    match what {
        Move::Wish(wish) => {
            let says = wished(page, world, alphabet, &wish);
            page.say(&says);
        }
        Move::Arrive(at) => page.say(&format!("{}: deliver 1", number(at))),
        Move::Lose(at) => lose(page, number(at), 1),
        Move::Repeat(at) => {
            page.say(&format!("{}: repeat 1", number(at)));
            page.say(&format!("{}: deliver 1", number(at)));
        }
        Move::Swap(at) => {
            page.say(&format!("{}: swap", number(at)));
            page.say(&format!("{}: deliver 2", number(at)));
        }
        Move::Down(at) | Move::Up(at) => {
            lose(page, number(at), waiting(at));
            let word = if matches!(what, Move::Down(_)) { "link-down" } else { "link-up" };
            page.say(&format!("{}: signal {word}", number(at)));
            page.say(&format!("{}: deliver 1", number(at)));
        }
        // Said when it is known how long it takes.
        Move::Time(0) | Move::Late(0) => {}
        Move::Time(order) | Move::Late(order) => {
            let order = order_of(order.into(), world.seats.len());
            let order: String = order.iter().map(|at| format!(" {}", world.setup.size.stations[*at].0)).collect();
            page.say(&format!("# Of what is due at once, in this order:{order}"));
        }
        Move::Wait(time) => page.say(&format!("at {}", world.now + u64::from(time))),
    }
}

fn lose(page: &mut Page<'_, '_>, number: &str, count: usize) {
    if count > 0 {
        page.say(&format!("{number}: lose {count}"));
        page.say(&format!("{number}: deliver {count}"));
    }
}

fn wished(page: &mut Page<'_, '_>, world: &World, alphabet: &Alphabet, wish: &Wish) -> String {
    let station = usize::from(wish.station);
    let mut says = format!("{}: request {}", world.setup.size.stations[station].0, wish.what.name());
    if wish.slot != NO_CALL {
        let call = world.call_in(station, wish.slot.into());
        let _ = write!(says, " {}", page.name(station, call));
    }
    let word = alphabet.word(world, wish);
    let key = match wish.what {
        R::Dial => "digits",
        R::DropParty => "party",
        R::Pickup => "of",
        R::LogIn => "agent=a queue",
        R::Dtmf | R::Attach | R::Detach | R::DoNotDisturb => "",
        _ => "to",
    };
    match wish.what {
        R::Dtmf => says += " digits=5",
        R::Attach => says += " TicketID=7",
        R::Detach => says += " TicketID",
        R::DoNotDisturb | R::MessageWaiting | R::Mute => {
            says += if wish.word == OFF { " state=off" } else { " state=on" };
        }
        R::Forward => says += " kind=immediate",
        R::LogIn if word.is_empty() => says += " agent=a",
        _ => {}
    }
    if !word.is_empty() && !key.is_empty() {
        let _ = write!(says, " {key}={word}");
    }
    if matches!(wish.what, R::MakeCall | R::Consult | R::Pickup) {
        page.calls += 1;
        let _ = write!(says, " as k{}", page.calls);
    }
    says
}
