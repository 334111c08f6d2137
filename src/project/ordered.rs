//! Works on several threads and returns the results in the order of the input, so that the number of threads never shows.
//!
//! Items are given to the workers in turn and collected in turn, through short queues. So memory does not grow with the
//! input, and a slow consumer slows the reader down.

use std::{
    ops::ControlFlow,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
};

/// Items that wait before and after each worker. Articles differ in length, so a few even the load out.
const QUEUE: usize = 8;

/// Does `work` on each item, on that many threads (one is the caller's own), and hands the results to `sink` in the
/// order of the items, until it breaks.
pub fn ordered<T: Send, R: Send>(
    items: impl Iterator<Item = T> + Send,
    threads: usize,
    work: impl Fn(T) -> R + Sync,
    mut sink: impl FnMut(R) -> ControlFlow<()>,
) {
    if threads <= 1 {
        for item in items {
            if sink(work(item)).is_break() {
                return;
            }
        }
        return;
    }
    thread::scope(|scope| {
        let work = &work;
        let mut hands: Vec<SyncSender<T>> = Vec::new();
        let mut results: Vec<Receiver<R>> = Vec::new();
        for _ in 0..threads {
            let (hand, dealt) = sync_channel(QUEUE);
            let (done, result) = sync_channel(QUEUE);
            hands.push(hand);
            results.push(result);
            scope.spawn(move || {
                for item in dealt {
                    if done.send(work(item)).is_err() {
                        return;
                    }
                }
            });
        }
        scope.spawn(move || {
            for (item, hand) in items.zip((0..threads).cycle()) {
                if hands[hand].send(item).is_err() {
                    return;
                }
            }
        });
        // A worker that has hung up had no further item in its turn, so there is none after it either.
        for worker in (0..threads).cycle() {
            let Ok(result) = results[worker].recv() else { return };
            if sink(result).is_break() {
                return;
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use std::ops::ControlFlow;

    use super::ordered;

    #[test]
    fn the_order_is_that_of_the_input_for_any_number_of_threads() {
        for threads in [0, 1, 2, 3, 7] {
            for length in [0, 1, 2, 100] {
                let mut seen = Vec::new();
                let work = |item: usize| {
                    if item.is_multiple_of(5) {
                        std::thread::yield_now();
                    }
                    item * 2
                };
                ordered(0..length, threads, work, |item| {
                    seen.push(item);
                    ControlFlow::Continue(())
                });
                assert_eq!(seen, (0..length).map(|item| item * 2).collect::<Vec<_>>(), "{threads} threads");
            }
        }
    }

    #[test]
    fn a_sink_that_breaks_ends_an_endless_input() {
        for threads in [1, 4] {
            let mut count = 0;
            ordered(
                0_usize..,
                threads,
                |item| item,
                |_| {
                    count += 1;
                    if count == 50 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
                },
            );
            assert_eq!(count, 50);
        }
    }
}
