#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/utf8.hpp"
#include "notify/delivery.hpp"
#include "notify/icalendar.hpp"
#include "notify/signature.hpp"
#include "notify/target.hpp"

namespace pingli::notify {
namespace {

using namespace std::chrono_literals;

const Instant kNow = std::chrono::sys_days{std::chrono::year{2026} / 10 / 1} + 9h;

TEST(Signature, IsGoodForTheBodyTheSecretAndFiveMinutes) {
    const std::vector<std::string> secrets{"old", "new"};
    const std::string signature = sign(secrets, "{\"a\":1}", kNow);
    EXPECT_TRUE(signature.starts_with("t=1790845200,v1="));
    for (const char* secret : {"old", "new"})
        EXPECT_TRUE(is_signed(signature, secret, "{\"a\":1}", kNow + 5min));
    EXPECT_FALSE(is_signed(signature, "other", "{\"a\":1}", kNow));
    EXPECT_FALSE(is_signed(signature, "new", "{\"a\":2}", kNow));
    EXPECT_FALSE(is_signed(signature, "new", "{\"a\":1}", kNow + 5min + 1s));
    EXPECT_FALSE(is_signed(signature, "new", "{\"a\":1}", kNow - 5min - 1s));
    std::string later = signature;
    later.replace(2, 10, "1790845201");
    EXPECT_FALSE(is_signed(later, "new", "{\"a\":1}", kNow));
    for (const char* text : {"", "t=", "v1=", "t=1790845200", "t=x,v1=y", "t=1790845200,v1="})
        EXPECT_FALSE(is_signed(text, "new", "{\"a\":1}", kNow)) << text;
}

TEST(Signature, IsAnHmacSha256OfTimeAndBody) {
    // The same from another program: printf '1790845200.body' | openssl dgst -sha256 -hmac key
    const std::vector<std::string> secrets{"key"};
    EXPECT_EQ(sign(secrets, "body", kNow),
              "t=1790845200,v1=3b1759c371eeae623b032c133b9d1f35beefc92977856d281b58f342b43af09a");
}

TEST(Delivery, IsTriedNineTimesOverTwoDays) {
    Instant at = kNow;
    for (unsigned attempts = 1; attempts < kAttemptsMax; ++attempts) {
        const auto next = next_attempt_at(attempts, at, 0);
        ASSERT_TRUE(next.has_value());
        EXPECT_GT(*next, at);
        at = *next;
    }
    EXPECT_EQ(next_attempt_at(kAttemptsMax, at, 0), std::nullopt);
    EXPECT_EQ(next_attempt_at(0, at, 0), std::nullopt);
    EXPECT_GT(at - kNow, 44h);
    EXPECT_LT(at - kNow, 48h);
}

TEST(Delivery, IsDelayedByUpToATenth) {
    for (std::uint32_t jitter = 0; jitter < 100; ++jitter) {
        const auto at = *next_attempt_at(2, kNow, jitter) - kNow;
        EXPECT_TRUE(at >= 2min && at <= 2min + 12s);
    }
    EXPECT_LE(*next_attempt_at(8, kNow, 0xFFFFFFFF) - kNow, 24h + 144min);
}

TEST(Delivery, KnowsWhatAnAnswerMeans) {
    for (const int status : {200, 201, 204, 299}) EXPECT_EQ(judge(status), Verdict::Delivered);
    for (const int status : {0, 301, 302, 400, 401, 404, 408, 429, 500, 503})
        EXPECT_EQ(judge(status), Verdict::TryAgain);
    EXPECT_EQ(judge(410), Verdict::Gone);
}

TEST(Target, IsAnHttpsUrlAndNothingElse) {
    for (const char* url : {"https://example.com", "https://example.com/a?b=c", "https://a:8443/x",
                            "https://[2001:db8::1]:443/", "https://1.2.3.4/"})
        EXPECT_TRUE(is_hook_url(url)) << url;
    for (const char* url :
         {"", "http://example.com/", "https://", "https:///x", "https://:443/", "https://a:/",
          "https://a:123456/", "https://u:p@a/", "https://a/#x", "https://a /", "https://a\\b/",
          "ftp://a/", "file:///etc/passwd", "https://例.com/", "https://%31%32%37.0.0.1/",
          "https://%6cocalhost/", "https://a,b/"})
        EXPECT_FALSE(is_hook_url(url)) << url;
}

TEST(Target, MayBeAnywhereOnlyWhereThatIsAllowed) {
    EXPECT_TRUE(is_hook_url("http://127.0.0.1:9000/x", Reach::Anywhere));
    EXPECT_FALSE(is_hook_url("ftp://a/", Reach::Anywhere));
    for (const char* url : {"https://127.0.0.1/", "https://10.0.0.8:8443/x", "https://[::1]/",
                            "https://localhost/", "https://a.localhost:1/", "https://2130706433/",
                            // an attacker's 0x7f.1 was taken: every form of inet_aton(3)
                            "https://0x7f.1/", "https://0X7F.0.0.1:9/", "https://0177.0.0.1/",
                            "https://127.1/", "https://127.0.1/", "https://0x7f000001/",
                            "https://017700000001/", "https://127.0.0.0x1/", "https://127.0.0.0x/",
                            "https://127.0.0.1./", "https://LOCALHOST/", "https://localhost./",
                            "https://0/", "https://0x/", "https://10.0xff/"})
        EXPECT_TRUE(leads_inside(url)) << url;
    for (const char* url :
         {"https://example.com/", "https://8.8.8.8/", "https://[2606:4700::1]/",
          "https://0x7f.example/", "https://a1/", "https://1.example.com/", "https://x0x7f/"})
        EXPECT_FALSE(leads_inside(url)) << url;
}

TEST(Target, IsInTheOpenInternet) {
    for (const char* address : {"8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1",
                                "192.167.255.255", "2400:3200::1", "2606:4700::1111"})
        EXPECT_TRUE(is_public_address(address)) << address;
    for (const char* address : {"0.0.0.0",
                                "10.1.2.3",
                                "100.64.0.1",
                                "127.0.0.1",
                                "127.255.255.255",
                                "169.254.169.254",
                                "172.16.0.1",
                                "172.31.255.255",
                                "192.168.1.1",
                                "198.18.0.1",
                                "198.19.255.255",
                                "203.0.113.7",
                                "224.0.0.1",
                                "240.0.0.1",
                                "255.255.255.255",
                                "::",
                                "::1",
                                "::ffff:10.0.0.1",
                                "::ffff:8.8.8.8",
                                "64:ff9b::a00:1",
                                "fe80::1",
                                "fc00::1",
                                "fd12::1",
                                "ff02::1",
                                "2001:db8::1",
                                "2002:a00:1::",
                                "2001::1",
                                "example.com",
                                "",
                                "1.2.3",
                                "0x7f.1",
                                "127.1"})
        EXPECT_FALSE(is_public_address(address)) << address;
}

CalendarEntry proof_due() {
    return {.uid = "case-1-proof@pingli",
            .due = kNow + 48h,
            .title = "举证 2026-000123",
            .description = "Proof, due; or\\lost\r\nsecond line",
            .url = "https://desk.example/cases/1",
            .changed_at = kNow - 1h,
            .revision = 2};
}

TEST(Calendar, IsAsTheStandardHasIt) {
    const std::vector<CalendarEntry> entries{proof_due()};
    EXPECT_EQ(write_calendar("Li; Lei", entries, kNow),
              "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Pingli//Deadlines//EN\r\n"
              "CALSCALE:GREGORIAN\r\nMETHOD:PUBLISH\r\nNAME:Li\\; Lei\r\nX-WR-CALNAME:Li\\; Lei\r\n"
              "REFRESH-INTERVAL;VALUE=DURATION:PT900S\r\nX-PUBLISHED-TTL:PT900S\r\n"
              "BEGIN:VEVENT\r\nUID:case-1-proof@pingli\r\nDTSTAMP:20261001T090000Z\r\n"
              "LAST-MODIFIED:20261001T080000Z\r\nSEQUENCE:2\r\nDTSTART:20261003T090000Z\r\n"
              "TRANSP:TRANSPARENT\r\nSTATUS:CONFIRMED\r\nSUMMARY:举证 2026-000123\r\n"
              "DESCRIPTION:Proof\\, due\\; or\\\\lost\\nsecond line\r\n"
              "URL:https://desk.example/cases/1\r\nBEGIN:VALARM\r\nACTION:DISPLAY\r\n"
              "TRIGGER:-PT86400S\r\nDESCRIPTION:举证 2026-000123\r\nEND:VALARM\r\nEND:VEVENT\r\n"
              "END:VCALENDAR\r\n");
}

TEST(Calendar, FoldsAt75OctetsAndNeverInsideACharacter) {
    for (std::size_t ascii = 0; ascii < 4; ++ascii) {
        CalendarEntry entry = proof_due();
        entry.title = std::string(ascii, 'x');
        for (int i = 0; i < 100; ++i) entry.title += i % 3 == 0 ? "😀" : "证";
        const std::vector<CalendarEntry> entries{entry};
        const std::string text = write_calendar("n", entries, kNow);
        std::string unfolded;
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t end = text.find("\r\n", at);
            const std::string line = text.substr(at, end - at);
            EXPECT_LE(line.size(), 75U);
            EXPECT_TRUE(utf8::is_valid(line));
            unfolded += line.starts_with(' ') ? line.substr(1) : "\n" + line;
            at = end + 2;
        }
        EXPECT_TRUE(unfolded.contains("SUMMARY:" + entry.title));
    }
}

TEST(Calendar, TakesNoLinesFromTexts) {
    CalendarEntry entry = proof_due();
    entry.title = "a\r\nEND:VEVENT\rb\x01";
    entry.url = "https://x/\r\nX: y";
    entry.is_cancelled = true;
    const std::vector<CalendarEntry> entries{entry};
    const std::string text = write_calendar("n\nBEGIN:VEVENT", entries, kNow);
    EXPECT_TRUE(text.contains("SUMMARY:a\\nEND:VEVENT\\nb\r\n"));
    EXPECT_TRUE(text.contains("STATUS:CANCELLED"));
    EXPECT_FALSE(text.contains("URL"));
    EXPECT_FALSE(text.contains("VALARM"));
    EXPECT_FALSE(text.contains("\nBEGIN:VEVENT\r\nREFRESH"));
}

}  // namespace
}  // namespace pingli::notify
