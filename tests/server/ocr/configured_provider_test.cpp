// SPDX-License-Identifier: AGPL-3.0-or-later
#include "ocr/configured_provider.hpp"

#include "ocr/reading_service.hpp"

namespace rmirror::ocr::test {
namespace {

Settings settings_of(Settings::Environment const& environment)
{
    return Settings::read(environment).value();
}

std::string refusal_of(Settings::Environment const& environment)
{
    auto const settings = Settings::read(environment);
    if (!settings.ok())
        return settings.error().sentence;
    auto const checked = check_settings(settings.value());
    return checked.ok() ? "" : checked.error().sentence;
}

TEST(ConfiguredProvider, is_nobody_unless_there_is_a_key_or_an_address)
{
    EXPECT_TRUE(check_settings(settings_of({})).ok());
    EXPECT_FALSE(has_provider(settings_of({})));
    EXPECT_FALSE(configured_provider(settings_of({}), {}));
    EXPECT_TRUE(has_provider(settings_of({{"RMIRROR_ANTHROPIC_API_KEY", "sk"}})));
    EXPECT_FALSE(
        has_provider(settings_of({{"RMIRROR_OCR_PROVIDER", "openai"}, {"RMIRROR_ANTHROPIC_API_KEY", "sk"}})));
    EXPECT_TRUE(has_provider(
        settings_of({{"RMIRROR_OCR_PROVIDER", "openai"}, {"RMIRROR_OCR_BASE_URL", "http://localhost:1"}})));
}

TEST(ConfiguredProvider, says_which_setting_does_not_hold)
{
    EXPECT_EQ(refusal_of({{"RMIRROR_OCR_PROVIDER", "tesseract"}}),
              "RMIRROR_OCR_PROVIDER must be claude or openai.");
    for (auto const* const address : {"", "api.anthropic.com", "https://api.anthropic.com/", "ftp://host"})
        EXPECT_NE(refusal_of({{"RMIRROR_TEST_ANTHROPIC_BASE_URL", address}})
                      .find("RMIRROR_TEST_ANTHROPIC_BASE_URL"),
                  std::string::npos)
            << address;
    EXPECT_NE(refusal_of({{"RMIRROR_OCR_PROVIDER", "openai"}}).find("RMIRROR_OCR_BASE_URL"),
              std::string::npos);
    EXPECT_EQ(refusal_of({{"RMIRROR_OCR_BATCH", "perhaps"}}), "RMIRROR_OCR_BATCH must be on or off.");
    EXPECT_NE(refusal_of({{"RMIRROR_OCR_BATCH", "on"},
                          {"RMIRROR_OCR_PROVIDER", "openai"},
                          {"RMIRROR_OCR_BASE_URL", "http://localhost:1"}})
                  .find("RMIRROR_OCR_PROVIDER=claude"),
              std::string::npos);
    auto const broken = refusal_of({{"RMIRROR_ANTHROPIC_API_KEY", "sk-secret\r\nX-More: 1"}});
    EXPECT_NE(broken.find("one line"), std::string::npos);
    EXPECT_EQ(broken.find("sk-secret"), std::string::npos);
}

TEST(ConfiguredProvider, asks_where_and_what_the_settings_say)
{
    ReadingService service;
    auto const ask = [&](upstream::Call call) { return service.ask(std::move(call)); };
    auto const claude =
        configured_provider(settings_of({{"RMIRROR_ANTHROPIC_API_KEY", "sk"},
                                         {"RMIRROR_TEST_ANTHROPIC_BASE_URL", service.address()},
                                         {"RMIRROR_OCR_MODEL", "claude-sonnet-5-5"}}),
                            ask);
    claude->read({page_of()});
    auto const request = service.take_request();
    EXPECT_EQ(request.path, "/v1/messages");
    EXPECT_NE(request.body.find("claude-sonnet-5-5"), std::string::npos);
    auto const other = configured_provider(
        settings_of({{"RMIRROR_OCR_PROVIDER", "openai"}, {"RMIRROR_OCR_BASE_URL", service.address()}}), ask);
    other->read({page_of()});
    EXPECT_EQ(service.take_request().path, "/v1/chat/completions");
}

}  // namespace
}  // namespace rmirror::ocr::test
