// Server-sent events of one client. A handler makes the stream, keeps it wherever events come from,
// and answers with it. A client that does not keep up is let go: it comes back with Last-Event-ID.
// Thread-safe.

#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace pingli::http {

struct StreamedEvent {
    std::string id;    // of one line; empty = none
    std::string name;  // of one line; empty = "message"
    std::string data;  // any number of lines
};

// As the wire has it, line breaks inside included.
std::string to_wire(const StreamedEvent& event);

class EventStream {
public:
    // False when the client is gone or was let go; then nobody needs to push again.
    bool push(const StreamedEvent& event);
    // What was pushed before is still sent.
    void close();
    [[nodiscard]] bool is_closed() const;
    // Called once when the stream has ended, from any thread, or at once if it already has. Must
    // not block; it may not call the stream.
    void on_closed(std::function<void()> callback);

    // For the transport. `wake` is called whenever there is something to take.
    void attach(std::function<void()> wake, std::size_t backlog_bytes_max);
    struct Taken {
        std::string bytes;
        bool is_last = false;
    };
    Taken take();
    void abandon();  // The client has gone.

private:
    void end(bool drops_backlog);

    mutable std::mutex mutex_;
    std::string backlog_;
    std::size_t backlog_bytes_max_ = 256 << 10;
    bool is_closed_ = false;
    std::function<void()> wake_;
    std::function<void()> closed_;
};

}  // namespace pingli::http
