// SPDX-License-Identifier: AGPL-3.0-or-later
// Which store the settings ask for, and what is said of settings that do not hold.
#include "blobs/configured_store.hpp"

#include <gtest/gtest.h>

#include <filesystem>

namespace rmirror::test {
namespace {

class ConfiguredStore : public testing::Test {
protected:
    ConfiguredStore()
    {
        std::string name = testing::TempDir() + "rmirror-store-XXXXXX";
        folder = ::mkdtemp(name.data());
    }
    ~ConfiguredStore() override { std::filesystem::remove_all(folder); }

    Result<std::unique_ptr<BlobStore>> open(Settings::Environment environment)
    {
        environment.emplace("RMIRROR_DATA_DIR", folder);
        auto settings = Settings::read(environment);
        return settings.ok() ? open_configured_store(settings.value(), gateway) : settings.pass_on();
    }

    std::string folder;
    upstream::Client client;
    upstream::Gateway gateway{client, {}};
};

TEST_F(ConfiguredStore, is_the_data_folder_unless_a_bucket_is_named)
{
    auto const disk = open({});
    ASSERT_TRUE(disk.ok());
    EXPECT_EQ(disk.value()->name(), "disk");
    EXPECT_TRUE(std::filesystem::is_directory(folder + "/blobs"));
    auto const bucket = open({{"RMIRROR_S3_ENDPOINT", "https://s3.example.org"},
                              {"RMIRROR_S3_BUCKET", "pages"},
                              {"RMIRROR_S3_ACCESS_KEY", "key"},
                              {"RMIRROR_S3_SECRET_KEY", "secret"}});
    ASSERT_TRUE(bucket.ok());
    EXPECT_EQ(bucket.value()->name(), "s3");
}

TEST_F(ConfiguredStore, names_the_setting_that_does_not_hold)
{
    struct Case {
        Settings::Environment settings;
        std::string setting;
    };
    for (auto const& each : {
             Case{{{"RMIRROR_S3_ENDPOINT", "s3.example.org"}}, "RMIRROR_S3_ENDPOINT"},
             Case{{{"RMIRROR_S3_ENDPOINT", "https://s3.example.org/"}}, "RMIRROR_S3_ENDPOINT"},
             Case{{{"RMIRROR_S3_ENDPOINT", "https://s3.example.org"}}, "RMIRROR_S3_BUCKET"},
             Case{{{"RMIRROR_S3_ENDPOINT", "https://s3.example.org"}, {"RMIRROR_S3_BUCKET", "../x"}},
                  "RMIRROR_S3_BUCKET"},
             Case{{{"RMIRROR_S3_ENDPOINT", "https://s3.example.org"}, {"RMIRROR_S3_BUCKET", "pages"}},
                  "RMIRROR_S3_ACCESS_KEY"},
             Case{{{"RMIRROR_DATA_DIR", "/dev/null"}}, "RMIRROR_DATA_DIR"},
         }) {
        auto const store = open(each.settings);
        ASSERT_FALSE(store.ok()) << each.setting;
        EXPECT_NE(store.error().sentence.find(each.setting), std::string::npos) << store.error().sentence;
    }
}

}  // namespace
}  // namespace rmirror::test
