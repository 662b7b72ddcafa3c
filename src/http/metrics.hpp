// What the transport counts. A snapshot is for /metrics; the counters are the transport's own.

#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>

namespace pingli::http {

struct MetricsSnapshot {
    std::map<int, std::uint64_t> answers_by_status;
    std::uint64_t answer_micros = 0;  // summed over all answers, from the first byte asked
    std::uint64_t in_flight = 0;      // requests with a handler that has not answered yet
    std::uint64_t connections = 0;    // open now
    std::uint64_t event_streams = 0;  // open now
    std::uint64_t bytes_in = 0;
    std::uint64_t bytes_out = 0;
    std::uint64_t evicted_connections = 0;  // quiet ones that made room for others
    std::uint64_t refused_connections = 0;  // too many, in all or of one address
    std::uint64_t refused_busy = 0;         // the queue of the workers was full
    std::uint64_t timeouts = 0;             // slow senders, slow readers
};

struct Metrics {
    static constexpr std::size_t kStatusesMax = 600;
    using Counter = std::atomic<std::uint64_t>;
    std::array<Counter, kStatusesMax> answers;
    Counter answer_micros;
    Counter in_flight;
    Counter connections;
    Counter event_streams;
    Counter bytes_in;
    Counter bytes_out;
    Counter evicted_connections;
    Counter refused_connections;
    Counter refused_busy;
    Counter timeouts;

    [[nodiscard]] MetricsSnapshot snapshot() const;
};

}  // namespace pingli::http
