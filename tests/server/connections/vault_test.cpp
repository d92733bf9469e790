// SPDX-License-Identifier: AGPL-3.0-or-later
#include "connections/vault.hpp"

#include "crypto/base64.hpp"

#include <gtest/gtest.h>

#include <stdlib.h>

#include <filesystem>
#include <fstream>

namespace rmirror::connections {
namespace {

namespace fs = std::filesystem;

UserId const kAda("0190a5d0-0000-7000-8000-000000000001");

std::string key(char letter)
{
    return crypto::base64(std::string(32, letter));
}

class VaultTest : public testing::Test {
protected:
    VaultTest()
    {
        std::string pattern = fs::temp_directory_path() / "rmirror-vault-XXXXXX";
        folder_ = ::mkdtemp(pattern.data());
    }
    ~VaultTest() override { fs::remove_all(folder_); }

    Result<Vault> read(std::string const& master_keys = "") const
    {
        auto const settings =
            Settings::read({{"RMIRROR_DATA_DIR", folder_}, {"RMIRROR_MASTER_KEYS", master_keys}});
        return Vault::read(settings.value());
    }

    std::string folder_;
};

std::string opened(Vault const& vault, Sealed const& sealed, std::string_view provider = "readwise")
{
    auto const result = vault.open(kAda, provider, sealed);
    if (auto const* const why = std::get_if<Unopened>(&result))
        return *why == Unopened::broken ? "broken" : "missing key";
    return std::get<Secret>(result).reveal();
}

TEST_F(VaultTest, seals_with_the_first_key_and_opens_with_all)
{
    auto const before = read("old:" + key('o')).value();
    auto const after = read(" new : " + key('n') + " ,\told:" + key('o')).value();
    auto const old_seal = before.seal(kAda, "readwise", Secret("a token"));
    auto const new_seal = after.seal(kAda, "readwise", Secret("another"));
    EXPECT_EQ(old_seal.key_id, "old");
    EXPECT_EQ(new_seal.key_id, "new");
    EXPECT_EQ(opened(after, old_seal), "a token");
    EXPECT_EQ(opened(after, new_seal), "another");
    EXPECT_EQ(opened(before, new_seal), "missing key");
}

TEST_F(VaultTest, tells_a_missing_key_from_a_broken_seal)
{
    auto const vault = read("k1:" + key('1') + ",k2:" + key('2')).value();
    auto sealed = vault.seal(kAda, "readwise", Secret("a token"));
    EXPECT_EQ(opened(vault, sealed, "webhook"), "broken");
    EXPECT_EQ(opened(vault, {sealed.bytes, "k2"}), "broken");
    EXPECT_EQ(opened(vault, {sealed.bytes, "k3"}), "missing key");
    EXPECT_EQ(opened(read("k1:" + key('x')).value(), sealed), "broken");
    sealed.bytes.back() ^= 1;
    EXPECT_EQ(opened(vault, sealed), "broken");
}

TEST_F(VaultTest, draws_a_key_and_keeps_it_where_none_is_set)
{
    auto const first = read().value();
    auto const sealed = first.seal(kAda, "readwise", Secret("a token"));
    EXPECT_EQ(opened(read().value(), sealed), "a token");
    EXPECT_TRUE(sealed.key_id.starts_with("kept-")) << sealed.key_id;
    EXPECT_EQ(fs::status(folder_ + "/master-key").permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(VaultTest, still_opens_with_the_kept_key_after_others_are_set)
{
    auto const sealed = read().value().seal(kAda, "readwise", Secret("a token"));
    auto const vault = read("k1:" + key('1')).value();
    EXPECT_EQ(vault.sealing_key(), "k1");
    EXPECT_EQ(opened(vault, sealed), "a token");
}

TEST_F(VaultTest, takes_a_kept_key_to_another_machine_under_its_id)
{
    auto const sealed = read().value().seal(kAda, "readwise", Secret("a token"));
    std::string kept;
    std::getline(std::ifstream(folder_ + "/master-key"), kept);
    auto const listed = "k1:" + key('1') + "," + sealed.key_id + ":" + kept;
    EXPECT_EQ(opened(read(listed).value(), sealed), "a token") << "beside the file itself";
    fs::remove(folder_ + "/master-key");
    EXPECT_EQ(opened(read(listed).value(), sealed), "a token");
    EXPECT_EQ(opened(read().value(), sealed), "missing key")
        << "a key that was generated again has another id";
}

TEST_F(VaultTest, draws_none_where_others_are_set)
{
    EXPECT_TRUE(read("k1:" + key('1')).ok());
    EXPECT_FALSE(fs::exists(folder_ + "/master-key"));
}

TEST_F(VaultTest, refuses_a_kept_key_that_was_modified)
{
    std::ofstream(folder_ + "/master-key") << "correct horse battery staple\n";
    for (std::string const& given : {std::string(), "k1:" + key('1')}) {
        auto const vault = read(given);
        ASSERT_FALSE(vault.ok());
        EXPECT_EQ(vault.error().sentence, "The master key in " + folder_ +
                                              "/master-key can't be read: it must be 32 bytes in Base64. "
                                              "Restore the file from a backup.");
    }
}

TEST_F(VaultTest, says_what_is_wrong_with_the_keys_and_quotes_none)
{
    std::string const shape =
        " of RMIRROR_MASTER_KEYS must be written as ID:KEY. An id has 1 to 50 letters, digits, dots, dashes "
        "or underscores; a key is what `openssl rand -base64 32` prints.";
    std::string const drawing = " `openssl rand -base64 32` makes a key.";
    std::string const long_id(51, 'k');
    std::vector<std::pair<std::string, std::string>> const refusals = {
        {key('1'), "Key 1" + shape},
        {" ", "Key 1" + shape},
        {":" + key('1'), "Key 1" + shape},
        {"k 1:" + key('1'), "Key 1" + shape},
        {"kä:" + key('1'), "Key 1" + shape},
        {long_id + ":" + key('1'), "Key 1" + shape},
        {"k1:" + key('1') + ",", "Key 2" + shape},
        {"k1:" + key('1') + ",," + "k2:" + key('2'), "Key 2" + shape},
        {"k1:", "Key k1 of RMIRROR_MASTER_KEYS has 0 bytes instead of 32." + drawing},
        {"k1:c2hvcnQ=", "Key k1 of RMIRROR_MASTER_KEYS has 5 bytes instead of 32." + drawing},
        {"k1:" + crypto::base64(std::string(33, 'x')),
         "Key k1 of RMIRROR_MASTER_KEYS has 33 bytes instead of 32." + drawing},
        {"k1:*" + key('1').substr(1), "Key k1 of RMIRROR_MASTER_KEYS isn't Base64." + drawing},
        {"k1:" + key('1') + "=", "Key k1 of RMIRROR_MASTER_KEYS isn't Base64." + drawing},
        {"k1:k2:" + key('1'), "Key k1 of RMIRROR_MASTER_KEYS isn't Base64." + drawing},
        {"k1:" + key('1') + ",k1:" + key('2'),
         "RMIRROR_MASTER_KEYS has two keys with the id k1. Rename one."},
        {"k1:" + key('1') + ",k2:" + key('1'),
         "RMIRROR_MASTER_KEYS has the same key twice, as k1 and k2. Remove one."},
        {"kept-1:" + key('1'),
         "Key kept-1 of RMIRROR_MASTER_KEYS needs another id: those that begin with "
         "kept- name keys that a server made."},
    };
    for (auto const& [given, sentence] : refusals) {
        auto const vault = read(given);
        ASSERT_FALSE(vault.ok()) << given;
        EXPECT_EQ(vault.error().sentence, sentence);
    }
}

TEST_F(VaultTest, reads_its_keys_from_a_file_as_well)
{
    std::ofstream(folder_ + "/keys") << "k1:" + key('1') + "\n";
    auto const settings =
        Settings::read({{"RMIRROR_DATA_DIR", folder_}, {"RMIRROR_MASTER_KEYS_FILE", folder_ + "/keys"}});
    EXPECT_EQ(Vault::read(settings.value()).value().sealing_key(), "k1");
}

}  // namespace
}  // namespace rmirror::connections
