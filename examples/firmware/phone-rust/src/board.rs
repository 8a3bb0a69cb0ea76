//! QEMU's mps2-an386: a CMSDK UART, SysTick, and the FPGA's lamps and buttons. Interrupts touch nothing but the inbox and the clock;
//! the station belongs to the main loop. The only unsafe code of the phone is here and in `host`.

use core::convert::Infallible;
use core::fmt;
use core::ptr::{read_volatile, write_volatile};
use core::sync::atomic::{AtomicBool, AtomicI32, AtomicU32, Ordering::Relaxed};

use cortex_m::peripheral::NVIC;
use cortex_m::peripheral::syst::SystClkSource;
use cortex_m_rt::exception;
use embedded_hal::digital::{ErrorType, InputPin, OutputPin};
use offhook::inbox::{Edge, Inbox};

const UART_DATA: *mut u32 = 0x4000_4000 as *mut u32;
/// Bit 0: no room to send; bit 1: a character came.
const UART_STATE: *mut u32 = 0x4000_4004 as *mut u32;
const UART_CONTROL: *mut u32 = 0x4000_4008 as *mut u32;
const UART_INTERRUPT: *mut u32 = 0x4000_400c as *mut u32;
const UART_DIVIDER: *mut u32 = 0x4000_4010 as *mut u32;
const LAMPS: *mut u32 = 0x4002_8000 as *mut u32;
const BUTTONS: *mut u32 = 0x4002_8008 as *mut u32;
const CLOCK: u32 = 25_000_000;
const FREE: i32 = -1;

static INBOX: Inbox<32> = Inbox::new();
static TICKS: AtomicU32 = AtomicU32::new(0);
/// Milliseconds that the clock may still run.
static LEFT: AtomicI32 = AtomicI32::new(FREE);
/// A key that was taken from the inbox and not pressed yet; 0 for none.
static WAITING: AtomicU32 = AtomicU32::new(0);
static LIFTED: AtomicBool = AtomicBool::new(false);

fn read(register: *mut u32) -> u32 {
    // SAFETY: one of the board's registers, named above.
    unsafe { read_volatile(register) }
}

fn write(register: *mut u32, value: u32) {
    // SAFETY: as above.
    unsafe { write_volatile(register, value) }
}

#[exception]
fn SysTick() {
    let left = LEFT.load(Relaxed);
    if left == 0 {
        return;
    }
    TICKS.store(TICKS.load(Relaxed).wrapping_add(1), Relaxed);
    if left > 0 {
        LEFT.store(left - 1, Relaxed);
    }
}

/// The board's vectors: number 0 says that a character came.
#[unsafe(link_section = ".vector_table.interrupts")]
#[unsafe(no_mangle)]
static __INTERRUPTS: [extern "C" fn(); 1] = [uart];

extern "C" fn uart() {
    write(UART_INTERRUPT, 2);
    while read(UART_STATE) & 2 != 0 {
        INBOX.post(Edge { source: 0, code: 0, value: read(UART_DATA) as u16 & 0xff });
    }
}

#[derive(Clone, Copy)]
struct Received;

// SAFETY: the board has this interrupt.
unsafe impl cortex_m::interrupt::InterruptNumber for Received {
    fn number(self) -> u16 {
        0
    }
}

/// Starts the clock and the serial line.
pub fn start() {
    write(UART_DIVIDER, 16);
    write(UART_CONTROL, 1 | 2 | 8); // send, receive, interrupt at each character
    if let Some(core) = cortex_m::Peripherals::take() {
        let mut clock = core.SYST;
        clock.set_clock_source(SystClkSource::Core);
        clock.set_reload(CLOCK / 1000 - 1);
        clock.clear_current();
        clock.enable_counter();
        clock.enable_interrupt();
    }
    // SAFETY: the inbox is there, and nothing else is shared with the interrupt.
    unsafe { NVIC::unmask(Received) }
}

/// The phone's time in milliseconds.
pub fn now() -> u64 {
    TICKS.load(Relaxed).into()
}

/// Holds the clock: from now on it runs only so many milliseconds as [`run`] gives it. For scripts.
pub fn hold() {
    LEFT.store(0, Relaxed);
}

/// Lets a held clock run.
pub fn run(milliseconds: i32) {
    if LEFT.load(Relaxed) != FREE {
        LEFT.store(milliseconds, Relaxed);
    }
}

fn look() -> u8 {
    if WAITING.load(Relaxed) == 0
        && let Some(edge) = INBOX.take()
    {
        WAITING.store(edge.value.into(), Relaxed);
    }
    if LEFT.load(Relaxed) > 0 { 0 } else { WAITING.load(Relaxed) as u8 }
}

/// The next key typed. While a held clock runs, keys wait.
pub fn key() -> Option<u8> {
    let key = look();
    if key == 0 {
        return None;
    }
    WAITING.store(0, Relaxed);
    Some(key)
}

/// Keys that found no room.
pub fn lost() -> u32 {
    INBOX.lost()
}

/// Sleeps until an interrupt, unless a key is there or the time has come.
pub fn sleep(until: Option<u64>) {
    // Between the look and the sleep no interrupt is served, but one that comes ends the sleep.
    cortex_m::interrupt::free(|_| {
        if look() == 0 && until.is_none_or(|until| now() < until) {
            cortex_m::asm::wfi();
        }
    });
}

/// The handset is lifted or put back, where the board has no hook switch.
pub fn handset() {
    LIFTED.store(!LIFTED.load(Relaxed), Relaxed);
}

/// The hook switch: the board's first button, and the key `h` for boards without one.
pub struct Hook;

impl ErrorType for Hook {
    type Error = Infallible;
}

impl InputPin for Hook {
    fn is_high(&mut self) -> Result<bool, Infallible> {
        Ok((read(BUTTONS) & 1 != 0) != LIFTED.load(Relaxed))
    }

    fn is_low(&mut self) -> Result<bool, Infallible> {
        self.is_high().map(|high| !high)
    }
}

/// A lamp of the board, by its bit.
pub struct Light(pub u32);

impl ErrorType for Light {
    type Error = Infallible;
}

impl OutputPin for Light {
    fn set_low(&mut self) -> Result<(), Infallible> {
        write(LAMPS, read(LAMPS) & !(1 << self.0));
        Ok(())
    }

    fn set_high(&mut self) -> Result<(), Infallible> {
        write(LAMPS, read(LAMPS) | 1 << self.0);
        Ok(())
    }
}

/// The serial line.
pub struct Serial;

impl fmt::Write for Serial {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        for byte in text.bytes() {
            while read(UART_STATE) & 1 != 0 {}
            write(UART_DATA, byte.into());
        }
        Ok(())
    }
}

/// Writes to the serial line.
#[macro_export]
macro_rules! say {
    ($($part:tt)*) => {{
        use core::fmt::Write;
        let _ = write!($crate::board::Serial, $($part)*);
    }};
}
