#include "http/metrics.hpp"

namespace pingli::http {

MetricsSnapshot Metrics::snapshot() const {
    MetricsSnapshot out{.answers_by_status = {},
                        .answer_micros = answer_micros,
                        .in_flight = in_flight,
                        .connections = connections,
                        .event_streams = event_streams,
                        .bytes_in = bytes_in,
                        .bytes_out = bytes_out,
                        .evicted_connections = evicted_connections,
                        .refused_connections = refused_connections,
                        .refused_busy = refused_busy,
                        .timeouts = timeouts};
    for (std::size_t status = 0; status < kStatusesMax; ++status)
        if (const std::uint64_t count = answers.at(status))
            out.answers_by_status[static_cast<int>(status)] = count;
    return out;
}

}  // namespace pingli::http
