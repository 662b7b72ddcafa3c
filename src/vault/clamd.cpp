#include "vault/clamd.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <string_view>

namespace pingli::vault {

namespace {

constexpr std::size_t kPieceBytes = 64U << 10U;
constexpr std::size_t kAnswerBytesMax = 4U << 10U;
constexpr std::string_view kAsk{"zINSTREAM\0", 10};

std::unexpected<Error> silent(const char* why) {
    return fail(ErrorCode::Unavailable, std::string{"scanner: "} + why);
}

class Handle {
public:
    explicit Handle(int fd) : fd_(fd) {}
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() {
        if (fd_ >= 0) ::close(fd_);
    }
    [[nodiscard]] bool is_open() const { return fd_ >= 0; }
    [[nodiscard]] int fd() const { return fd_; }

private:
    int fd_;
};

bool connect(const Handle& handle, const std::filesystem::path& path,
             std::chrono::seconds patience) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string name = path.string();
    if (name.size() >= sizeof(address.sun_path)) return false;
    std::memcpy(address.sun_path, name.data(), name.size());
    const timeval time{.tv_sec = patience.count(), .tv_usec = 0};
    return ::setsockopt(handle.fd(), SOL_SOCKET, SO_SNDTIMEO, &time, sizeof(time)) == 0 &&
           ::setsockopt(handle.fd(), SOL_SOCKET, SO_RCVTIMEO, &time, sizeof(time)) == 0 &&
           ::connect(handle.fd(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) ==
               0;
}

bool send(const Handle& to, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(to.fd(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

// A piece: its length as four bytes, the highest first, then its bytes. None ends the file.
bool send_piece(const Handle& to, std::string_view bytes) {
    const std::uint32_t length = htonl(static_cast<std::uint32_t>(bytes.size()));
    std::array<char, sizeof(length)> head{};
    std::memcpy(head.data(), &length, sizeof(length));
    return send(to, {head.data(), head.size()}) && send(to, bytes);
}

// False too when the daemon hangs up: it has said why, e.g. that the file is too large for it.
bool send_file(const Handle& to, const Handle& file) {
    std::array<char, kPieceBytes> piece{};
    while (true) {
        const auto read = ::read(file.fd(), piece.data(), piece.size());
        if (read < 0) return false;
        if (read == 0) return send_piece(to, {});
        if (!send_piece(to, {piece.data(), static_cast<std::size_t>(read)})) return false;
    }
}

// Up to the zero byte that ends it; empty when there is none in time.
std::string read_answer(const Handle& from) {
    std::string answer;
    std::array<char, 512> piece{};
    while (answer.size() < kAnswerBytesMax) {
        const auto read = ::recv(from.fd(), piece.data(), piece.size(), 0);
        if (read <= 0) return {};
        answer.append(piece.data(), static_cast<std::size_t>(read));
        if (const auto end = answer.find('\0'); end != std::string::npos) {
            answer.resize(end);
            return answer;
        }
    }
    return {};
}

}  // namespace

Result<std::optional<std::string>> Clamd::harm_in(const std::string& path) {
    const Handle file{::open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)};
    if (!file.is_open()) return silent("the file cannot be read");
    const Handle daemon{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (!daemon.is_open() || !connect(daemon, socket_, patience_))
        return silent("nobody answers at its socket");
    const bool is_sent = send(daemon, kAsk) && send_file(daemon, file);
    const std::string answer = read_answer(daemon);
    constexpr std::string_view kBefore = "stream: ";
    constexpr std::string_view kFound = " FOUND";
    if (answer == "stream: OK" && is_sent) return std::nullopt;
    if (answer.starts_with(kBefore) && answer.ends_with(kFound))
        return answer.substr(kBefore.size(), answer.size() - kBefore.size() - kFound.size());
    return silent(answer.empty() ? "no answer in time" : "it could not look at the file");
}

}  // namespace pingli::vault
