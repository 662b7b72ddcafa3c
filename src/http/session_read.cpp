// A connection's reading half: one request after the other, its head and its body.

#include <utility>

#include "http/peer.hpp"
#include "http/refusal.hpp"
#include "http/session.hpp"

namespace pingli::http {

namespace {

constexpr std::size_t kLingerBytesMax = 8 << 20;
// The shortest end of a chunked body, "0\r\n\r\n": with less there is nothing to parse yet.
constexpr std::size_t kChunkedEndBytes = 5;
constexpr std::uint64_t kMebibyte = 1 << 20;

std::string_view view_of(const beast::flat_buffer& buffer) {
    return {static_cast<const char*>(buffer.data().data()), buffer.size()};
}

}  // namespace

void Session::next_request() {
    scanned_ = 0;
    parser_.reset();
    response_ = {};  // Its memory is not kept for an idle connection.
    unsent_.reset();
    piece_ = {};
    request_ = std::make_shared<Request>();
    route_ = nullptr;
    body_bytes_ = 0;
    body_refusal_.reset();
    method_ = {};
    closes_ = false;
    has_unread_body_ = false;
    if (buffer_.size() > 0) {  // Pipelined.
        enter(Phase::Head);
        begun_at_ = Clock::now();
        expect_within(core_->limits.request_for);
        read_head();
        return;
    }
    if (core_->is_draining) {
        close();
        return;
    }
    enter(Phase::Idle);
    expect_within(core_->limits.idle_for);
    read();
}

void Session::read() {
    if (std::exchange(is_reading_, true)) return;
    stream_.async_read_some(buffer_.prepare(buffer_.max_size() - buffer_.size()),
                            [self = shared_from_this()](const ErrorNumber& error, std::size_t n) {
                                self->on_read(error, n);
                            });
}

void Session::on_read(const ErrorNumber& error, std::size_t bytes) {
    is_reading_ = false;
    // Cut off by an answer that could not wait for more.
    if (phase_ == Phase::Closed || phase_ == Phase::Writing) return;
    if (error) {
        close();
        return;
    }
    buffer_.commit(bytes);
    core_->metrics.bytes_in += bytes;
    switch (phase_) {
        case Phase::Idle:
            enter(Phase::Head);
            begun_at_ = Clock::now();
            expect_within(core_->limits.request_for);
            read_head();
            return;
        case Phase::Head:
            read_head();
            return;
        case Phase::Content:
            read_body();
            return;
        case Phase::Lingering:
            lingered_ += bytes;
            if (lingered_ > kLingerBytesMax) {
                close();
                return;
            }
            [[fallthrough]];
        default:  // What a listener of events says is of no interest; that it is there, is.
            buffer_.clear();
            read();
    }
}

void Session::read_head() {
    const std::string_view seen = view_of(buffer_);
    const HeadScan scan = scan_head(seen, scanned_);
    const bool is_too_long =
        (scan.state == HeadScan::State::Complete ? scan.size : seen.size() + 1) >
        core_->limits.header_bytes_max;
    if (scan.state == HeadScan::State::Bad) {
        refuse(kBadRequest);
        return;
    }
    if (is_too_long) {
        refuse(kTooLong);
        return;
    }
    if (scan.state == HeadScan::State::Complete) {
        on_head(seen.substr(0, scan.size));
        return;
    }
    scanned_ = seen.size();
    read();
}

void Session::on_head(std::string_view head) {
    const auto framing = check_framing(head);
    if (!framing) {
        refuse({status_of(framing.error()), "bad-request", to_text(framing.error())});
        return;
    }
    framing_ = *framing;
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(core_->limits.header_bytes_max));
    parser_->body_limit(boost::none);  // Counted in take_body, so that a route may have its own.
    parser_->on_body = [this](std::string_view bytes) { return take_body(bytes); };
    ErrorNumber error;
    const std::size_t used = parser_->put(net::buffer(head), error);
    const bool agrees = !error && used == head.size() && parser_->is_header_done() &&
                        parser_->chunked() == framing_.is_chunked;
    if (!agrees) {
        parser_.reset();
        refuse(kBadRequest);
        return;
    }
    buffer_.consume(used);
    if (const auto refusal = understand()) {
        refuse(*refusal);
        return;
    }
    ask_gate();
}

std::optional<Refusal> Session::understand() {
    const auto method = parse_method(parser_->method);
    if (!method) return Refusal{501, "unknown-method", "This method is not known here."};
    method_ = to_text(*method);
    auto target = parse_target(parser_->target);
    if (!target) return Refusal{400, "bad-target", "The request target is malformed."};

    auto match = core_->router.match(*method, target->segments);
    request_->method = *method;
    request_->path = std::move(target->segments);
    request_->path_values = std::move(match.values);
    request_->query = std::move(target->query);
    request_->fields = std::move(parser_->fields);
    request_->address = client_;
    request_->is_secure = stream_.is_secure();
    if (core_->is_trusted_proxy(client_)) {
        request_->address = forwarded_client(request_->fields).value_or(client_);
        request_->is_secure = request_->is_secure || is_forwarded_secure(request_->fields);
    }
    route_ = match.route;
    if (route_ == nullptr) {
        if (match.allow.empty()) return Refusal{404, "not-found", "There is nothing here."};
        return Refusal{405, "method-not-allowed", "This method is not for this.", match.allow};
    }
    request_->route = route_->pattern;
    know_share();

    const RouteOptions& options = route_->options;
    const std::uint64_t buffered =
        options.body_bytes_max > 0 ? options.body_bytes_max : core_->limits.body_bytes_max;
    body_bytes_max_ = options.takes_upload ? core_->limits.upload_bytes_max : buffered;
    if (framing_.content_length.value_or(0) > body_bytes_max_) return kTooLarge;
    return std::nullopt;
}

void Session::know_share() {
    share_ = core_->options.share_of
                 ? core_->options.share_of(*request_)
                 : Share{.group = request_->address, .member = request_->address};
}

void Session::begin_body() {
    enter(Phase::Content);
    if (route_->options.gate) {
        begun_at_ = Clock::now();  // Its time is not the sender's.
        know_share();              // It may have found out whose the request is.
    }
    expect_body();
    if (route_->options.is_body_in_file()) {
        auto slot = core_->uploads.take(
            share_, 1, [weak = weak_from_this(), executor = stream_.socket().get_executor()] {
                if (const auto self = weak.lock())
                    net::post(executor, [self] { self->send_away_upload(); });
            });
        if (!slot) {
            ++core_->metrics.refused_busy;
            refuse(kBusy);
            return;
        }
        const Fields none;  // of a form
        auto sink = UploadSink::open(core_->options.upload_folder,
                                     route_->options.takes_upload ? request_->fields : none,
                                     core_->limits, std::move(slot));
        if (!sink) {
            const bool is_theirs = sink.error().code == ErrorCode::Invalid;
            refuse(is_theirs ? refusal_of(UploadFault::BadForm) : kNoStorage);
            return;
        }
        sink_ = *std::move(sink);
    } else if (framing_.content_length) {
        request_->body.reserve(*framing_.content_length);
    }
    if (framing_.expects_continue && !parser_->is_done() && buffer_.size() == 0) {
        write_continue();
        return;
    }
    read_body();
}

void Session::expect_body() {
    auto time = core_->limits.request_for;
    if (route_->options.is_body_in_file())
        time += core_->limits.upload_for_each_mib *
                static_cast<std::int64_t>((body_bytes_ / kMebibyte) + 1);
    expect_by(begun_at_ + time);
}

void Session::read_body() {
    while (!parser_->is_done()) {
        if (buffer_.size() < (framing_.is_chunked ? kChunkedEndBytes : 1)) {
            read();
            return;
        }
        ErrorNumber error;
        const std::size_t used = parser_->put(buffer_.data(), error);
        buffer_.consume(used);
        if (error == beast::http::error::need_more) {
            if (buffer_.size() < buffer_.max_size()) {
                read();
                return;
            }
            refuse(kBadBody);  // A chunk's head or the trailers do not end.
            return;
        }
        if (error) {
            refuse(body_refusal_.value_or(kBadBody));
            return;
        }
    }
    dispatch();
}

bool Session::take_body(std::string_view bytes) {
    body_bytes_ += bytes.size();
    if (body_bytes_ > body_bytes_max_) {
        body_refusal_ = kTooLarge;
    } else if (sink_) {
        if (const auto fault = sink_->write(bytes)) body_refusal_ = refusal_of(*fault);
        expect_body();
    } else {
        request_->body += bytes;
    }
    return !body_refusal_;
}

}  // namespace pingli::http
