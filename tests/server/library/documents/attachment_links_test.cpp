// SPDX-License-Identifier: AGPL-3.0-or-later
// Links to attachments in a document: to-dos and what other services get have the names in place of them.
#include "library/documents/attachment_links.hpp"

#include "db/ids.hpp"
#include "library/documents/document.hpp"
#include "library/library.hpp"
#include "library/work.hpp"

namespace rmirror::test {
namespace {

/// "(ID)" is the end of a link to an attachment.
std::string linked(std::string text)
{
    constexpr std::string_view kShort = "(ID)";
    constexpr std::string_view kLink = "(attachment:01931f3c-8f00-7000-8000-00000000040A)";
    for (auto at = text.find(kShort); at != std::string::npos; at = text.find(kShort, at))
        text.replace(at, kShort.size(), kLink);
    return text;
}

class AttachmentLinks : public LibraryTest {
protected:
    AttachmentLinks() { send(library({notebook(1, {page(2, 1)})})); }

    std::string delivered(std::string const& markdown)
    {
        return value("SELECT without_attachment_links($text$" + linked(markdown) + "$text$)");
    }

    void save(std::string const& markdown)
    {
        PageId const id(value("SELECT id FROM pages"));
        library::write(pool, user, [&](library::LibraryWork& work) {
            auto const any = [](std::string_view) { return true; };
            library::save_document(work, id, any, {linked(markdown), {}});
        });
    }
};

TEST_F(AttachmentLinks, are_replaced_by_their_names_which_are_escaped_in_markdown_alone)
{
    struct {
        std::string markdown, delivered, named;
    } const cases[] = {
        {"See ![ferry.png](ID).", "See ferry.png.", "See ferry.png."},
        {"- [ ] Read [b.pdf](ID) today", "- [ ] Read b.pdf today", "- [ ] Read b.pdf today"},
        {"![a](ID) ![b](ID)\n[c](ID)", "a b\nc", "a b\nc"},
        {R"([a\]b\_c\\](ID))", R"(a\]b\_c\\)", R"(a]b_c\)"},
        {R"([a\b](ID))", R"(a\b)", R"(a\b)"},
        {R"(\\[x](ID))", R"(\\x)", R"(\\x)"},
        {R"(\![x](ID))", R"(\!x)", R"(\!x)"},
        {"![![x](ID)", "![x", "![x"},
        {"!![x](ID)!", "!x!", "!x!"},
        {"[](ID)", "", ""},
        {"Ünï [çødé 🖍️.png](ID)", "Ünï çødé 🖍️.png", "Ünï çødé 🖍️.png"},
        {"", "", ""},
    };
    for (auto const& each : cases) {
        EXPECT_EQ(delivered(each.markdown), each.delivered) << each.markdown;
        EXPECT_EQ(library::with_attachment_names(linked(each.markdown)), each.named) << each.markdown;
    }
}

TEST_F(AttachmentLinks, are_nothing_else)
{
    for (std::string const markdown :
         {R"(\[x](ID))", R"(\\\[x](ID))", "[x] (ID)", "[a\nb](ID)", "![x](https://example.org/x.png)",
          "[x](attachment:01931f3c)", "[x](attachment:01931f3c-8f00-7000-8000-00000000040A/..)",
          "[x](attachment:01931f3c-8f00-7000-8000-00000000040A", "](attachment:", "[x](attachment:\\",
          "\\"}) {
        EXPECT_EQ(delivered(markdown), linked(markdown));
        EXPECT_EQ(library::with_attachment_names(linked(markdown)), linked(markdown));
    }
}

TEST_F(AttachmentLinks, give_their_names_to_todos_which_are_known_by_them)
{
    save("- [ ] Read [b.pdf](ID)");
    auto const id = value("SELECT id FROM todos WHERE text = 'Read b.pdf'");
    save("Later\n- [x] Read [b.pdf](ID)");
    EXPECT_EQ(value("SELECT id || ' ' || is_completed FROM todos WHERE deleted_at IS NULL"), id + " true");
}

TEST_F(AttachmentLinks, are_replaced_before_a_long_todo_is_cut)
{
    save("- [ ] " + std::string(980, 'x') + " [b.pdf](ID)");
    EXPECT_EQ(value("SELECT right(text, 7) FROM todos"), "x b.pdf");
}

TEST_F(AttachmentLinks, stay_in_the_document_while_targets_and_vaults_get_names)
{
    save("By ![ferry](ID)");
    EXPECT_EQ(value("SELECT content ->> 'text' FROM items_now('" + user.text() +
                    "', NULL, '{}', '{page_text}', ARRAY(SELECT id FROM pages))"),
              "By ferry");
    EXPECT_EQ(value("SELECT content #>> '{pages,0,text}' FROM items_now('" + user.text() +
                    "', NULL, '{texts}', '{notebook}', ARRAY(SELECT id FROM notebooks))"),
              "By ferry");
    EXPECT_EQ(value("SELECT document FROM pages"), linked("By ![ferry](ID)"));
}

}  // namespace
}  // namespace rmirror::test
