// What a server of this machine says to one request as it stands, until it closes the connection.

#pragma once

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace pingli::support {

inline std::string ask(std::uint16_t port, std::string_view request) {
    const int peer = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_port = htons(port);
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): as the interface asks
    EXPECT_EQ(::connect(peer, reinterpret_cast<const sockaddr*>(&place), sizeof place), 0);
    EXPECT_EQ(::send(peer, request.data(), request.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(request.size()));
    std::string said;
    std::array<char, 4096> piece{};
    for (ssize_t got = 0; (got = ::recv(peer, piece.data(), piece.size(), 0)) > 0;)
        said.append(piece.data(), static_cast<std::size_t>(got));
    ::close(peer);
    return said;
}

}  // namespace pingli::support
