#include "app/key_ring.hpp"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include <map>

namespace pingli::app {
namespace {

class Keys final : public PersonKeys {
public:
    Result<FoundKey> person_key(const ShopId&, const PersonId& person) override {
        return held[person];
    }
    Result<void> erase_persons(const ShopId&, const std::vector<PersonId>& persons) override {
        for (const PersonId& person : persons)
            held[person] = {.state = KeyState::Erased, .key = {}};
        return {};
    }
    Result<std::vector<std::pair<PersonId, FoundKey>>> person_keys(const ShopId&,
                                                                   const PersonId&) override {
        return std::vector<std::pair<PersonId, FoundKey>>{};
    }
    Result<void> put_person_key(const ShopId&, const PersonId& person,
                                const FoundKey& key) override {
        held[person] = key;
        return {};
    }
    std::map<PersonId, FoundKey> held;
};

const PersonId kPerson{"p"};

struct KeyRingTest : testing::Test {
    Keys keys;
    Random random = [n = 0](std::span<std::byte> bytes) mutable {
        for (std::byte& one : bytes) one = static_cast<std::byte>(++n);
    };

    KeyRing ring(Erased erased = Erased::BeginAnew) { return {keys, random, ShopId{"s"}, erased}; }
    std::string said(const std::string& text, Erased erased = Erased::BeginAnew) {
        KeyRing mine = ring(erased);
        std::string sealed = mine.seal(kPerson, text);
        for (const PersonKey& made : mine.take_new_keys())
            keys.held[made.person] = {.state = KeyState::Held, .key = made.key};
        return sealed;
    }
    std::optional<std::string> read(const std::string& sealed) {
        KeyRing mine = ring();
        auto text = mine.open(kPerson, sealed);
        EXPECT_FALSE(mine.fault());
        return text;
    }
    void erase(int times) {
        ASSERT_TRUE(keys.erase_persons(ShopId{"s"}, {key_name(kPerson, times)}).has_value());
    }
};

// What was acknowledged after an erasure was lost with the next start: it was sealed under nothing.
TEST_F(KeyRingTest, WhatIsSaidAfterAnErasureIsKeptAndCanBeErasedAgain) {
    const std::string first = said("one");
    erase(0);
    const std::string second = said("two");
    EXPECT_EQ(read(first), std::nullopt);
    EXPECT_EQ(read(second), "two");
    EXPECT_EQ(read(said("three")), "three");
    erase(1);
    const std::string fourth = said("four");
    EXPECT_EQ(read(second), std::nullopt);
    EXPECT_EQ(read(fourth), "four");
}

TEST_F(KeyRingTest, WhatIsOnlyBroughtAgainStaysErased) {
    said("one");
    erase(0);
    EXPECT_EQ(read(said("one", Erased::StayErased)), std::nullopt);
}

TEST_F(KeyRingTest, AChangedSealIsAFaultAlsoAfterAnErasure) {
    said("one");
    erase(0);
    std::string sealed = said("two");
    sealed.back() = static_cast<char>(sealed.back() ^ 1);
    KeyRing mine = ring();
    EXPECT_EQ(mine.open(kPerson, sealed), std::nullopt);
    EXPECT_TRUE(mine.fault().has_value());
}

// Words read before the erasure were written into a new case after it, under a new key.
TEST_F(KeyRingTest, WhatWasReadBeforeAnErasureIsNotWrittenElsewhereAfterIt) {
    static_cast<void>(said("one"));
    erase(0);
    KeyRing mine = ring(Erased::Refused);
    static_cast<void>(mine.seal(kPerson, "one"));
    ASSERT_TRUE(mine.fault());
    EXPECT_EQ(mine.fault()->code, ErrorCode::VersionConflict);
    EXPECT_TRUE(mine.take_new_keys().empty());
}

// An id that a stranger chose was the name of another person's later key.
TEST(KeyNames, AreOfOnePersonEach) {
    const PersonId victim{"p"};
    const PersonId later = key_name(victim, 1);
    for (const PersonId& chosen : {later, PersonId{"id:" + later.value()}})
        EXPECT_NE(key_name(chosen, 0), later);
    EXPECT_NE(key_name(later, 0), key_name(PersonId{"id:" + later.value()}, 0));
    EXPECT_EQ(key_name(PersonId{"id:7"}, 0), PersonId{"id:7"});
}

// The words of a person whose id looks like the name of a key stayed in what is searched: their
// keys were not known for one family.
RC_GTEST_PROP(KeyNames, HaveOneFamilyAPerson, ()) {
    const auto made = [] {
        const auto parts = *rc::gen::container<std::vector<std::string>>(
            rc::gen::element<std::string>("id:", "after-erasure:", "1:", "7", "p"));
        std::string id;
        for (const std::string& part : parts) id += part;
        const bool is_later = *rc::gen::inRange(0, 3) == 0;
        return is_later ? key_name(PersonId{id}, 1) : PersonId{id};
    };
    const PersonId one = made();
    const PersonId other = made();
    const std::string family = key_family(key_name(one, 0));
    for (const int times : {1, 2, kErasuresAPersonMax})
        RC_ASSERT(key_family(key_name(one, times)) == family);
    RC_ASSERT((key_family(key_name(other, 0)) == family) == (one == other));
}

}  // namespace
}  // namespace pingli::app
