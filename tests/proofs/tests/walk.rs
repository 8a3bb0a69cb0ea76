//! The station beside the second model, by chance.

use offhook_tests::{budget, walk};

#[test]
fn the_station_and_the_second_model_say_the_same() {
    let (seed, steps) = (1, budget::of("walk-steps"));
    println!("seed {seed}, {steps} steps");
    if let Err(difference) = walk::walk(seed, steps, |_| {}) {
        panic!("{difference}");
    }
}

/// Walks that once found what hundreds of millions of steps had not (`results.md`), as long as the generator stays as it is.
#[test]
fn the_seeds_that_found_something() {
    for seed in [153_244, 263_319, 480_383] {
        if let Err(difference) = walk::one(seed, 2_000) {
            panic!("{difference}");
        }
    }
}
