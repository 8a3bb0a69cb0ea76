//! The exchange: the switch that stations talk to. It takes the commands of one station and gives the signals of all that
//! this concerns.

pub mod make;
pub mod switch;

pub use make::ExchangeConfig;
