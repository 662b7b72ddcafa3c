// A connection's life: from the handshake to the end, in phases, with one timer, armed lazily.

#include "http/session.hpp"

#include <utility>

#include "http/refusal.hpp"

namespace pingli::http {

Session::Session(std::shared_ptr<Core> core, Socket socket, net::ssl::context* tls,
                 std::string client)
    : core_(std::move(core)),
      stream_(std::move(socket), tls),
      client_(std::move(client)),
      timer_(stream_.socket().get_executor()),
      buffer_(core_->limits.buffer_bytes) {}

void Session::start() {
    net::dispatch(stream_.socket().get_executor(), [self = shared_from_this()] {
        if (self->stream_.is_secure()) {
            self->handshake();
        } else {
            self->next_request();
        }
    });
}

void Session::enter(Phase phase) {
    // Pieces of one head count from its beginning, however often it is looked at.
    if (phase != phase_) since_ = now_ticks();
    phase_ = phase;
    seen_phase_ = phase;
}

Standing Session::standing() const {
    Standing out{.use = Use::Quiet, .since = Clock::time_point{Clock::duration{since_}}};
    switch (seen_phase_.load()) {
        case Phase::Content:
        case Phase::Writing:
            out.use = Use::Slow;
            break;
        case Phase::Streaming:
            out.use = Use::Listening;
            break;
        case Phase::Working:
            out.use = Use::Needed;
            break;
        default:
            break;
    }
    return out;
}

void Session::send_away_upload() {
    if (phase_ != Phase::Content) return;
    ++core_->metrics.timeouts;
    ErrorNumber ignored;
    stream_.socket().cancel(ignored);
    refuse(kTimeout);
}

void Session::leave_slow_reader() {
    if (phase_ != Phase::Writing || !unsent_) return;
    ++core_->metrics.timeouts;
    close();
}

void Session::drain() {
    net::post(stream_.socket().get_executor(), [self = shared_from_this()] {
        if (self->phase_ == Phase::Idle || self->phase_ == Phase::Handshake) self->close();
        if (self->phase_ == Phase::Streaming) self->events_->close();
    });
}

void Session::close_soon() {
    net::post(stream_.socket().get_executor(), [self = shared_from_this()] { self->close(); });
}

void Session::handshake() {
    expect_within(core_->limits.request_for);
    stream_.ssl().async_handshake(net::ssl::stream_base::server,
                                  [self = shared_from_this()](const ErrorNumber& error) {
                                      if (self->phase_ == Phase::Closed) return;
                                      if (error) {
                                          self->close();
                                          return;
                                      }
                                      self->next_request();
                                  });
}

void Session::expect_within(std::chrono::milliseconds time) {
    expect_by(Clock::now() + time);
}

void Session::expect_by(Clock::time_point when) {
    deadline_ = when;
    arm();
}

void Session::arm() {
    // A wait for something earlier is left alone: it comes back here. So a busy connection sets its
    // timer once in a while, not for every request.
    if (armed_for_ && *armed_for_ <= *deadline_) return;
    armed_for_ = deadline_;
    timer_.expires_at(*deadline_);
    timer_.async_wait([self = shared_from_this()](const ErrorNumber& error) {
        if (!error) self->on_timer();
    });
}

void Session::on_timer() {
    armed_for_.reset();
    if (phase_ == Phase::Closed || !deadline_) return;
    if (Clock::now() < *deadline_) {
        arm();
        return;
    }
    deadline_.reset();
    switch (phase_) {
        case Phase::Working:
        case Phase::Closed:
            return;
        case Phase::Streaming:
            beat();
            return;
        case Phase::Head:
        case Phase::Content: {
            ++core_->metrics.timeouts;
            ErrorNumber ignored;
            stream_.socket().cancel(ignored);
            refuse(kTimeout);
            return;
        }
        case Phase::Writing:
            ++core_->metrics.timeouts;
            close();
            return;
        default:
            close();
            return;
    }
}

}  // namespace pingli::http
