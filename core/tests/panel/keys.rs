//! Each key in each situation, on a station that is really in it: what comes of it stands in `keys.txt`, for people to
//! read. `OFFHOOK_WRITE=1` writes it anew.

use super::desk::{Desk, words};
use offhook::panel::{Key, Plan, Press, Situation};

const KEYS: [Press; 15] = [
    Press::key(Key::OffHook),
    Press::key(Key::OnHook),
    Press::key(Key::Flash),
    Press::digit(b'5'),
    Press::digit(b'#'),
    Press::line(0),
    Press::line(1),
    Press::line(2),
    Press::line(4),
    Press::key(Key::Hold),
    Press::key(Key::Transfer),
    Press::key(Key::Conference),
    Press::key(Key::Mute),
    Press::key(Key::Release),
    Press::digit(b'x'),
];

fn name(press: Press) -> String {
    match press.key {
        Key::Digit => format!("digit {}", char::from(press.of)),
        Key::Line => format!("line {}", press.of + 1),
        key => key.name().to_owned(),
    }
}

/// What a key comes to; then, that it does what it was said to do, and that a refused one does nothing.
fn outcome(situation: Situation, press: Press, typed: &str) -> String {
    let mut desk = Desk::amid(situation);
    desk.digits(typed);
    let plan = desk.plan(press);
    let told = match &plan {
        Err(cause) => format!("- {}", cause.name().unwrap()),
        Ok(Plan::Nothing) => "nothing".to_owned(),
        Ok(Plan::Keep) => "keep".to_owned(),
        Ok(Plan::Forget) => "forget".to_owned(),
        Ok(Plan::Ask(wish)) => {
            let text = wish.entry().map_or(String::new(), |entry| format!(" {}", entry.value));
            words(&mut desk, wish.what, wish.call) + &text
        }
        Ok(Plan::ClearThen(wish, what, call)) => {
            format!("{}, {}", words(&mut desk, wish.what, wish.call), words(&mut desk, *what, *call))
        }
    };
    let before: Vec<_> = desk.station().calls().collect();
    let pressed = desk.press(press);
    match plan {
        Ok(Plan::Ask(wish)) => {
            assert_eq!(pressed, Ok(Some(wish)));
            assert!(!desk.commands.is_empty(), "{told}");
        }
        Ok(Plan::ClearThen(..)) => assert_eq!(desk.commands.len(), 2, "{told}"),
        Ok(_) => assert_eq!(pressed, Ok(None)),
        Err(cause) => {
            assert_eq!(pressed, Err(cause));
            assert!(desk.commands.is_empty());
            assert_eq!(before, desk.station().calls().collect::<Vec<_>>());
        }
    }
    told
}

#[test]
fn every_key_in_every_situation() {
    let mut table = String::new();
    for situation in Situation::ALL {
        table.push_str(&format!("{}\n", situation.name()));
        for press in KEYS {
            table.push_str(&format!("    {:<12}{}\n", name(press), outcome(*situation, press, "")));
        }
        if matches!(situation, Situation::Ringing | Situation::Idle | Situation::Dialling | Situation::ConsultDialling)
        {
            for press in
                [Press::key(Key::OffHook), Press::digit(b'#'), Press::key(Key::Transfer), Press::key(Key::Release)]
            {
                table.push_str(&format!(
                    "    {:<12}{}\n",
                    format!("99 {}", name(press)),
                    outcome(*situation, press, "99")
                ));
            }
        }
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/panel/keys.txt");
    if std::env::var_os("OFFHOOK_WRITE").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    assert_eq!(table, std::fs::read_to_string(path).unwrap());
}
