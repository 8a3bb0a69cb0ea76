//! The configuration, as C has it and as the core has it.

use crate::types::Config;

/// As the core has it.
pub(crate) fn core_config(config: &Config) -> offhook_core::Config {
    offhook_core::Config {
        request_timeout: config.request_timeout,
        no_answer: config.no_answer,
        auto_answer: config.auto_answer,
        wrap_up: config.wrap_up,
        recall: config.recall,
        without: config.without,
        quirks: config.quirks,
        no_auto_hold: config.no_auto_hold,
        mode: config.mode,
        wrap_up_wish: config.wrap_up_wish,
        login_ready: config.login_ready,
        rona_ready: config.rona_ready,
        reserved: config.reserved,
    }
}

/// As C has it.
pub(crate) fn plain_config(config: &offhook_core::Config) -> Config {
    Config {
        struct_size: size_of::<Config>() as u32,
        request_timeout: config.request_timeout,
        no_answer: config.no_answer,
        auto_answer: config.auto_answer,
        wrap_up: config.wrap_up,
        recall: config.recall,
        without: config.without,
        quirks: config.quirks,
        no_auto_hold: config.no_auto_hold,
        mode: config.mode,
        wrap_up_wish: config.wrap_up_wish,
        login_ready: config.login_ready,
        rona_ready: config.rona_ready,
        reserved: config.reserved,
    }
}
