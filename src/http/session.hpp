// Inside of http only: one connection, from accept to close. All of it runs on the strand of its
// socket; only `answer_later` and `wake` are called from elsewhere.
//
//   Handshake -> Idle -> Head -> Content -> Working -> Writing -> Idle …
//                                 any of them -> Writing (a refusal) -> Lingering -> Closed
//                                          Writing -> Streaming (events) -> Closed

#pragma once

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "http/core.hpp"
#include "http/framing.hpp"
#include "http/refusal.hpp"
#include "http/request.hpp"
#include "http/response.hpp"
#include "http/transport.hpp"
#include "http/upload_sink.hpp"

namespace pingli::http {

// How much a connection is missed by whoever holds it, the least first.
enum class Use : std::uint8_t {
    Quiet,      // between requests, or its head is not whole yet
    Slow,       // a body or an answer is on its way
    Listening,  // to events; the browser comes back by itself
    Needed,     // a handler is at work
};
struct Standing {
    Use use{};
    std::chrono::steady_clock::time_point since;
};

class Session : public std::enable_shared_from_this<Session> {
public:
    Session(std::shared_ptr<Core> core, Socket socket, net::ssl::context* tls, std::string client);
    void start();
    // The server stops: ends what is idle or endless. From any thread.
    void drain();
    void close_soon();                        // From any thread.
    [[nodiscard]] Standing standing() const;  // From any thread.

private:
    enum class Phase : std::uint8_t {
        Handshake,
        Idle,
        Head,
        Content,
        Working,
        Writing,
        Streaming,
        Lingering,
        Closed
    };
    using Clock = std::chrono::steady_clock;
    static Clock::rep now_ticks() { return Clock::now().time_since_epoch().count(); }

    // session.cpp
    void handshake();
    void enter(Phase phase);
    void send_away_upload();
    void leave_slow_reader();
    void expect_within(std::chrono::milliseconds time);
    void expect_by(Clock::time_point when);
    void arm();
    void on_timer();

    // session_read.cpp
    void next_request();
    void read();
    void on_read(const ErrorNumber& error, std::size_t bytes);
    void read_head();
    void on_head(std::string_view head);
    std::optional<Refusal> understand();
    void know_share();
    void begin_body();
    void expect_body();
    void read_body();
    bool take_body(std::string_view bytes);

    // session_ask.cpp
    void ask_gate();
    void dispatch();
    void answer_later(Response response);

    // session_write.cpp
    void leave_body_unread();
    void refuse(const Refusal& refusal);
    void answer(Response response);
    std::string head_of(const Response& response, std::optional<std::uint64_t> length) const;
    [[nodiscard]] std::string_view body_to_write() const;
    bool has_room_for_answer();
    void write();
    void expect_reader();
    void on_written(const ErrorNumber& error, std::size_t bytes);
    void answered();
    [[nodiscard]] std::function<Result<std::string>()> next_piece() const;
    void ask_for_piece();
    void send_piece(std::optional<std::string> piece);
    void write_continue();
    void stream_events(std::shared_ptr<EventStream> events);
    void pump_events();
    void end_events();
    void beat();
    void linger();
    void hang_up();
    void close();

    std::shared_ptr<Core> core_;
    Stream stream_;
    std::string client_;
    Phase phase_ = Phase::Handshake;
    std::atomic<Phase> seen_phase_ = Phase::Handshake;  // for standing()
    std::atomic<Clock::rep> since_ = now_ticks();
    net::steady_timer timer_;
    std::optional<Clock::time_point> deadline_;
    std::optional<Clock::time_point> armed_for_;
    bool is_reading_ = false;
    bool is_writing_ = false;

    // Reading
    beast::flat_buffer buffer_;
    std::size_t scanned_ = 0;
    std::optional<RequestParser> parser_;
    Framing framing_;
    Clock::time_point begun_at_;
    std::shared_ptr<Request> request_;
    Share share_;
    const Route* route_ = nullptr;
    std::uint64_t body_bytes_ = 0;
    std::uint64_t body_bytes_max_ = 0;
    std::unique_ptr<UploadSink> sink_;
    std::optional<Refusal> body_refusal_;

    // Writing
    Response response_;
    std::unique_ptr<FairRoom::Place> unsent_;  // while response_ is long and not sent yet
    Clock::time_point writing_since_;          // without the time that workers took
    Clock::time_point asked_piece_at_;
    std::shared_ptr<EventStream> events_;
    std::string head_;
    std::string piece_;        // of a file, of events, or made by a worker
    std::size_t written_ = 0;  // of head_ and text or piece_ together
    std::uint64_t file_sent_ = 0;
    std::uint64_t bytes_out_ = 0;
    bool sends_body_ = false;
    bool is_chunked_ = false;
    bool has_all_pieces_ = false;
    bool closes_ = false;           // after this answer
    bool has_unread_body_ = false;  // then closing needs patience
    std::size_t lingered_ = 0;
    std::string_view method_;  // for the log
};

}  // namespace pingli::http
