// Every limit of the transport, named. All may be set by the operator; the defaults suit a desk of
// one shop or a hundred. Sizes are bytes.

#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace pingli::http {

struct Limits {
    std::size_t header_bytes_max = 8 << 10;  // request line and fields together
    std::size_t buffer_bytes = 16 << 10;     // of one connection; also the longest chunk header
    std::size_t body_bytes_max = 1 << 20;    // of a body that a handler gets as text
    std::uint64_t upload_bytes_max = 50 << 20;
    std::size_t uploads_at_once_max = 64;
    // So much of the disk stays free of uploads, so that what is decided can still be written.
    std::uint64_t disk_reserve_bytes = 256 << 20;
    std::size_t uploads_of_one_max = 8;  // of one person in all shops, at once
    // Answers that lie in memory until they are read, of all and of one person; what a file or the
    // desk itself holds is not counted, nor what is shorter than kSmallAnswerBytes.
    std::uint64_t unsent_bytes_max = 64 << 20;
    std::uint64_t unsent_bytes_of_one_max = 16 << 20;
    std::size_t form_fields_max = 20;  // beside the file of a form
    std::size_t form_field_bytes_max = 16 << 10;

    std::chrono::milliseconds request_for{10'000};          // from its first byte to its last
    std::chrono::milliseconds upload_for_each_mib{30'000};  // on top, for each MiB begun
    std::chrono::milliseconds idle_for{60'000};
    std::chrono::milliseconds write_for{10'000};  // a reader that takes nothing for so long is left
    // A reader that takes less than this for long is left too: write_for, and so much for each MiB.
    std::chrono::milliseconds answer_for_each_mib{30'000};
    std::chrono::milliseconds linger_for{2'000};  // for a refused sender to read the answer
    std::chrono::milliseconds drain_for{20'000};

    std::size_t connections_max = 1'000;
    std::size_t connections_per_address_max = 100;  // an IPv6 address counts by its first 64 bits

    std::size_t io_threads = 2;
    std::size_t worker_threads = 16;
    std::size_t work_queue_max = 512;

    std::size_t event_backlog_bytes_max = 256 << 10;  // of one event stream
    std::chrono::milliseconds heartbeat_every{15'000};
};

constexpr std::size_t kFieldsMax = 100;       // header fields of one request
constexpr std::size_t kQueryValuesMax = 100;  // names and values after the `?`
constexpr std::size_t kCookiesMax = 50;
constexpr std::size_t kSmallAnswerBytes = 16 << 10;

}  // namespace pingli::http
