// A connection's writing half: answers, files, events, and how it ends.

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "base/barrier.hpp"
#include "http/session.hpp"

namespace pingli::http {

namespace {

constexpr std::size_t kFilePieceBytes = 64 << 10;
constexpr std::uint64_t kMebibyte = 1 << 20;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
constexpr std::string_view kHeartbeat = ":\n\n";  // a comment, says the format of event streams

// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string date_now() {
    namespace chrono = std::chrono;
    constexpr std::string_view kDays = "SunMonTueWedThuFriSat";
    constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const auto now = chrono::floor<chrono::seconds>(chrono::system_clock::now());
    const auto today = chrono::floor<chrono::days>(now);
    const chrono::year_month_day date{today};
    const chrono::hh_mm_ss time{now - today};
    const auto two = [](auto number) {
        const auto value = static_cast<unsigned>(number);
        return std::string{static_cast<char>('0' + (value / 10)),
                           static_cast<char>('0' + (value % 10))};
    };
    std::string out{kDays.substr(std::size_t{chrono::weekday{today}.c_encoding()} * 3, 3)};
    out.append(", ").append(two(static_cast<unsigned>(date.day()))).append(" ");
    out.append(kMonths.substr(
                   (static_cast<std::size_t>(static_cast<unsigned>(date.month())) - 1) * 3, 3))
        .append(" ");
    out.append(std::to_string(static_cast<int>(date.year()))).append(" ");
    out.append(two(time.hours().count())).append(":");
    out.append(two(time.minutes().count())).append(":");
    return out.append(two(time.seconds().count())).append(" GMT");
}

void append_field(std::string& out, std::string_view name, std::string_view value) {
    // A line break in a value would be a second field, or a second answer.
    const bool is_safe =
        value.find_first_of(std::string_view{"\r\n\0", 3}) == std::string_view::npos;
    if (is_safe && is_token(name)) out.append(name).append(": ").append(value).append("\r\n");
}

// As HTTP/1.1 has a piece of a body whose length is not known; an empty one is its end.
std::string chunk(std::string_view bytes) {
    std::array<char, 16> size{};
    auto* const end = std::to_chars(size.begin(), size.end(), bytes.size(), 16).ptr;
    std::string out{size.begin(), end};
    return out.append("\r\n").append(bytes).append("\r\n");
}

// What a body holds in memory, of its own or shared with others.
std::optional<std::string_view> text_of(const Body& body) {
    if (const auto* const text = std::get_if<std::string>(&body)) return *text;
    if (const auto* const text = std::get_if<SharedText>(&body)) return **text;
    return std::nullopt;
}

bool may_have_body(int status) {
    return status >= 200 && status != 204 && status != 304;
}

// Empty: it was cut short.
std::string piece_of(const FileBody& file, std::uint64_t at) {
    std::string piece(kFilePieceBytes, '\0');
    piece.resize(file.read(at, piece.data(), piece.size()));
    return piece;
}

}  // namespace

void Session::leave_body_unread() {
    has_unread_body_ = !parser_ || !parser_->is_done();
    closes_ = closes_ || has_unread_body_;
}

void Session::refuse(const Refusal& refusal) {
    leave_body_unread();
    sink_.reset();
    Response response = problem(refusal.status, refusal.code, refusal.title);
    if (!refusal.allow.empty()) add_field(response.fields, "Allow", refusal.allow);
    if (refusal.status == 503) add_field(response.fields, "Retry-After", "1");
    answer(std::move(response));
}

void Session::answer(Response response) {
    enter(Phase::Writing);
    response_ = std::move(response);
    if (!has_room_for_answer()) {
        ++core_->metrics.refused_busy;
        response_ =
            problem(503, "busy", "Too many answers wait to be read; try again in a moment.");
        add_field(response_.fields, "Retry-After", "1");
    }
    // HTTP/1.0 has no keep-alive that both sides could rely on.
    const bool may_stay = parser_ && parser_->is_version_1_1 && parser_->keep_alive();
    if (!may_stay || core_->is_draining) closes_ = true;
    std::optional<std::uint64_t> length;
    if (const auto text = text_of(response_.body)) length = text->size();
    if (const auto* const file = std::get_if<FileBody>(&response_.body)) length = file->size();
    const bool is_pieced = std::holds_alternative<std::shared_ptr<Pieces>>(response_.body);
    is_chunked_ = is_pieced && parser_ && parser_->is_version_1_1;
    has_all_pieces_ = !is_pieced;
    // The end of events is the end of the connection.
    if (!length && !is_chunked_) closes_ = true;
    sends_body_ = request_->method != Method::Head && may_have_body(response_.status);
    head_ = head_of(response_, length);
    piece_.clear();
    written_ = 0;
    file_sent_ = 0;
    bytes_out_ = 0;
    writing_since_ = Clock::now();
    write();
}

// An answer lies in memory for as long as its reader likes. Who has the most of them unread, and is
// slow, is left when others need the room.
bool Session::has_room_for_answer() {
    unsent_.reset();
    const auto* const text = std::get_if<std::string>(&response_.body);
    if (text == nullptr || text->size() <= kSmallAnswerBytes) return true;
    unsent_ =
        core_->unsent.take(share_, text->size(),
                           [weak = weak_from_this(), executor = stream_.socket().get_executor()] {
                               if (const auto self = weak.lock())
                                   net::post(executor, [self] { self->leave_slow_reader(); });
                           });
    return unsent_ != nullptr;
}

std::string Session::head_of(const Response& response, std::optional<std::uint64_t> length) const {
    std::string out = "HTTP/1.1 ";
    out.reserve(512);
    out.append(std::to_string(response.status)).append(" ");
    out.append(reason_of(response.status)).append("\r\n");
    append_field(out, "Date", date_now());
    for (const Field& field : response.fields) append_field(out, field.name, field.value);
    for (const Field& field : core_->options.fields)
        if (!find(response.fields, field.name)) append_field(out, field.name, field.value);
    if (stream_.is_secure() || request_->is_secure || core_->options.is_behind_tls)
        for (const Field& field : core_->options.secure_fields)
            if (!find(response.fields, field.name)) append_field(out, field.name, field.value);
    if (length && may_have_body(response.status))
        append_field(out, "Content-Length", std::to_string(*length));
    if (is_chunked_) append_field(out, "Transfer-Encoding", "chunked");
    if (closes_) append_field(out, "Connection", "close");
    return out += "\r\n";
}

std::string_view Session::body_to_write() const {
    const auto text = text_of(response_.body);
    return text && sends_body_ ? *text : std::string_view{piece_};
}

void Session::write() {
    const std::string_view body = body_to_write();
    const std::string_view head = head_;
    const std::array buffers{
        net::buffer(head.substr(std::min(written_, head.size()))),
        net::buffer(body.substr(std::min(written_ - std::min(written_, head.size()), body.size()))),
    };
    if (phase_ == Phase::Writing) expect_reader();
    is_writing_ = true;
    stream_.async_write_some(buffers,
                             [self = shared_from_this()](const ErrorNumber& error, std::size_t n) {
                                 self->on_written(error, n);
                             });
}

// Something within write_for, and of the whole so much by now that taking a byte at a time does not
// hold an answer for ever.
void Session::expect_reader() {
    const auto begun = static_cast<std::int64_t>(bytes_out_);
    const auto whole = core_->limits.write_for +
                       (core_->limits.answer_for_each_mib * begun / std::int64_t{kMebibyte});
    expect_by(std::min(Clock::now() + core_->limits.write_for, writing_since_ + whole));
}

void Session::on_written(const ErrorNumber& error, std::size_t bytes) {
    is_writing_ = false;
    if (phase_ == Phase::Closed) return;
    if (error) {
        close();
        return;
    }
    written_ += bytes;
    bytes_out_ += bytes;
    if (unsent_) unsent_->count(bytes);
    core_->metrics.bytes_out += bytes;
    if (written_ < head_.size() + body_to_write().size()) {
        write();
        return;
    }
    if (phase_ == Phase::Streaming) {
        pump_events();
        return;
    }
    if (sends_body_ && !has_all_pieces_) {
        ask_for_piece();
        return;
    }
    const auto* const file = std::get_if<FileBody>(&response_.body);
    if (file == nullptr || !sends_body_ || file_sent_ == file->size()) {
        answered();
        return;
    }
    if (file->is_watched()) {
        ask_for_piece();
        return;
    }
    piece_ = piece_of(*file, file_sent_);
    if (piece_.empty()) {
        close();
        return;
    }
    file_sent_ += piece_.size();
    head_.clear();
    written_ = 0;
    write();
}

std::function<Result<std::string>()> Session::next_piece() const {
    if (const auto* const pieces = std::get_if<std::shared_ptr<Pieces>>(&response_.body))
        return [pieces = *pieces] { return pieces->next(); };
    return [file = std::get<FileBody>(response_.body), at = file_sent_]() -> Result<std::string> {
        std::string piece = piece_of(file, at);
        if (piece.empty()) return fail(ErrorCode::Unavailable, "a file was cut short");
        return piece;
    };
}

// As with an answer, nobody waits for a worker with the clock in hand.
void Session::ask_for_piece() {
    deadline_.reset();
    asked_piece_at_ = Clock::now();
    auto work = [weak = weak_from_this(), core = core_, request = request_, next = next_piece()] {
        std::optional<std::string> piece;
        auto cause = guarded([&] {
            auto made = next();
            if (!made) return core->note_fault(*request, without_words(made.error().context));
            piece = std::move(*made);
        });
        if (cause) core->note_fault(*request, *cause);
        const auto self = weak.lock();
        if (!self) return;
        net::post(
            self->stream_.socket().get_executor(),
            [self, piece = std::move(piece)]() mutable { self->send_piece(std::move(piece)); });
    };
    if (!core_->pool.submit(share_, std::move(work))) {
        ++core_->metrics.refused_busy;
        close();
    }
}

void Session::send_piece(std::optional<std::string> piece) {
    if (phase_ != Phase::Writing) return;
    writing_since_ += Clock::now() - asked_piece_at_;
    if (!piece) {
        close();
        return;
    }
    if (std::holds_alternative<FileBody>(response_.body))
        file_sent_ += piece->size();
    else
        has_all_pieces_ = piece->empty();
    piece_ = is_chunked_ ? chunk(*piece) : std::move(*piece);
    if (piece_.empty()) {
        answered();
        return;
    }
    head_.clear();
    written_ = 0;
    write();
}

void Session::answered() {
    const auto took =
        std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begun_at_);
    const auto status = static_cast<std::size_t>(response_.status);
    if (status < Metrics::kStatusesMax) ++core_->metrics.answers.at(status);
    core_->metrics.answer_micros += static_cast<std::uint64_t>(took.count());
    if (core_->options.log) {
        core_->options.log({.method = method_,
                            .route = route_ == nullptr ? std::string_view{} : route_->pattern,
                            .status = response_.status,
                            .took = took,
                            .bytes_in = body_bytes_,
                            .bytes_out = bytes_out_});
    }
    if (auto* const events = std::get_if<std::shared_ptr<EventStream>>(&response_.body)) {
        if (sends_body_) {
            stream_events(std::move(*events));
            return;
        }
        (*events)->abandon();
    }
    if (!closes_) {
        next_request();
        return;
    }
    if (has_unread_body_) {
        linger();
        return;
    }
    hang_up();
}

void Session::write_continue() {
    net::async_write(stream_, net::buffer(kContinue),
                     [self = shared_from_this()](const ErrorNumber& error, std::size_t) {
                         if (self->phase_ != Phase::Content) return;
                         if (error) {
                             self->close();
                             return;
                         }
                         self->read_body();
                     });
}

void Session::stream_events(std::shared_ptr<EventStream> events) {
    enter(Phase::Streaming);
    events_ = std::move(events);
    ++core_->metrics.event_streams;
    response_ = {};
    unsent_.reset();
    sends_body_ = false;  // What is written from here on are pieces.
    head_.clear();
    piece_.clear();
    written_ = 0;
    buffer_.clear();
    const auto wake = [weak = weak_from_this(), executor = stream_.socket().get_executor()] {
        // Locked first: a session that is gone may have taken its event loop along.
        if (const auto self = weak.lock()) net::post(executor, [self] { self->pump_events(); });
    };
    events_->attach(wake, core_->limits.event_backlog_bytes_max);
    if (core_->is_draining) events_->close();
    expect_within(core_->limits.heartbeat_every);
    read();
    pump_events();
}

void Session::pump_events() {
    if (phase_ != Phase::Streaming || is_writing_) return;
    auto taken = events_->take();
    if (taken.bytes.empty()) {
        if (taken.is_last) hang_up();
        return;
    }
    piece_ = std::move(taken.bytes);
    written_ = 0;
    write();
}

void Session::beat() {
    if (is_writing_) {  // Since the last beat at least.
        ++core_->metrics.timeouts;
        close();
        return;
    }
    piece_ = kHeartbeat;
    written_ = 0;
    expect_within(core_->limits.heartbeat_every);
    write();
}

// Closing with bytes unread would reset the connection, and the answer with it.
void Session::linger() {
    enter(Phase::Lingering);
    ErrorNumber ignored;
    stream_.socket().shutdown(Socket::shutdown_send, ignored);
    expect_within(core_->limits.linger_for);
    buffer_.clear();
    read();
}

void Session::hang_up() {
    if (!stream_.is_secure()) {
        close();
        return;
    }
    end_events();
    enter(Phase::Lingering);
    expect_within(core_->limits.linger_for);
    stream_.ssl().async_shutdown(
        [self = shared_from_this()](const ErrorNumber&) { self->close(); });
}

void Session::end_events() {
    if (!events_) return;
    --core_->metrics.event_streams;
    std::exchange(events_, nullptr)->abandon();
}

void Session::close() {
    if (phase_ == Phase::Closed) return;
    enter(Phase::Closed);
    end_events();
    sink_.reset();
    unsent_.reset();
    deadline_.reset();
    timer_.cancel();
    ErrorNumber ignored;
    if (!is_reading_) stream_.socket().shutdown(Socket::shutdown_both, ignored);
    stream_.socket().close(ignored);
    core_->forget(*this);
}

}  // namespace pingli::http
