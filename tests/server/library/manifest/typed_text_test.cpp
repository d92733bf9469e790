// SPDX-License-Identifier: AGPL-3.0-or-later
// What a device says of typed text: words and Markdown.
#include "library/library.hpp"

namespace rmirror::test {
namespace {

namespace json = boost::json;

class TypedText : public LibraryTest {
protected:
    /// A page with these words; without Markdown as old devices send it.
    static json::object typed(std::string_view words, std::optional<std::string> const& markdown = {})
    {
        auto object = page(1, 1);
        object["typed_text"] = json::string_view(words.data(), words.size());
        if (markdown)
            object["typed_markdown"] = *markdown;
        return library({notebook(1, {object})});
    }

    std::string markdown() { return value("SELECT coalesce(typed_markdown, 'none') FROM pages"); }
    std::string change() { return value("SELECT last FROM change_counters"); }
};

TEST_F(TypedText, keeps_markdown_that_an_old_device_does_not_send_while_the_words_are_the_same)
{
    send(typed("Paper", "- [ ] Paper"));
    EXPECT_EQ(markdown(), "- [ ] Paper");
    auto const before = change();
    EXPECT_EQ(written(typed("Paper")), "0 0 0, deleted 0 0");
    auto with_null = typed("Paper");
    with_null.at("notebooks").at(0).at("pages").at(0).as_object()["typed_markdown"] = nullptr;
    EXPECT_EQ(written(with_null), "0 0 0, deleted 0 0");
    EXPECT_EQ(written(typed("Paper", "- [ ] Paper")), "0 0 0, deleted 0 0");
    EXPECT_EQ(markdown(), "- [ ] Paper");
    EXPECT_EQ(change(), before);
}

TEST_F(TypedText, drops_markdown_that_does_not_belong_to_the_words)
{
    send(typed("Paper", "- [ ] Paper"));
    send(typed("Paper and ink"));
    EXPECT_EQ(markdown(), "none");
    EXPECT_EQ(value("SELECT typed_text FROM pages"), "Paper and ink");
    // The words alone do not bring it back.
    send(typed("Paper"));
    EXPECT_EQ(markdown(), "none");
    EXPECT_EQ(written(typed("Paper", "- [x] Paper")), "0 1 0, deleted 0 0");
    EXPECT_EQ(markdown(), "- [x] Paper");
}

TEST_F(TypedText, without_any_words_is_written_once)
{
    send(typed(""));
    EXPECT_EQ(written(typed("", "")), "0 0 0, deleted 0 0");
    EXPECT_EQ(markdown(), "none");
    send(typed("Paper", "- [ ] Paper"));
    send(typed("", ""));
    EXPECT_EQ(markdown(), "none");
}

TEST_F(TypedText, is_kept_as_it_is_and_composed)
{
    auto const hostile = std::string(R"('; DROP TABLE pages; -- "}{,\ NULL)") + "\n\t\x01";
    send(typed("", hostile));
    EXPECT_EQ(markdown(), hostile);
    send(typed("Käse", "- [ ] Ka\u0308se"));
    EXPECT_EQ(markdown(), "- [ ] K\u00e4se");
    std::string growing;
    for (int i = 0; i < 100'000 / 2; ++i)
        growing += "\U0001D160";
    EXPECT_FALSE(send(typed("", growing)).contains("detail"));
}

}  // namespace
}  // namespace rmirror::test
