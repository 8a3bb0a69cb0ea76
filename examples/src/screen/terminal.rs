//! The terminal while the desk is on it, and as it was afterwards: also after an error, also after a panic.

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::cursor::{Hide, Show};
use ratatui::crossterm::event::{DisableMouseCapture, EnableMouseCapture};
use ratatui::crossterm::execute;
use ratatui::crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use std::io::{self, Stdout, stdout};
use std::panic;
use std::sync::Once;

/// A terminal to draw on.
pub type Screen = Terminal<CrosstermBackend<Stdout>>;

/// Takes the terminal for as long as `work` lasts.
///
/// # Errors
/// Those of the terminal, and of `work`.
pub fn with<T>(work: impl FnOnce(&mut Screen) -> io::Result<T>) -> io::Result<T> {
    give_back_on_panic();
    let taken = Taken::take()?;
    let result = Terminal::new(CrosstermBackend::new(stdout())).and_then(|mut screen| work(&mut screen));
    drop(taken);
    result
}

/// The terminal is ours until this is dropped.
struct Taken;

impl Taken {
    fn take() -> io::Result<Self> {
        enable_raw_mode()?;
        let taken = Self;
        execute!(stdout(), EnterAlternateScreen, EnableMouseCapture, Hide)?;
        Ok(taken)
    }
}

impl Drop for Taken {
    fn drop(&mut self) {
        give_back();
    }
}

/// Everything as it was. When the terminal is gone there is nobody to tell.
fn give_back() {
    let _ = execute!(stdout(), DisableMouseCapture, LeaveAlternateScreen, Show);
    let _ = disable_raw_mode();
}

/// A panic gives the terminal back before it says what is wrong: this program does not unwind.
fn give_back_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let say = panic::take_hook();
        panic::set_hook(Box::new(move |what| {
            give_back();
            say(what);
        }));
    });
}
