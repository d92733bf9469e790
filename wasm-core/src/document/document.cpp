// SPDX-License-Identifier: AGPL-3.0-or-later
#include "document/document.hpp"

#include "base/utf8.hpp"
#include "document/description.hpp"
#include "document/json_fields.hpp"
#include "document/names.hpp"
#include "document/page_files.hpp"
#include "document/page_list.hpp"
#include "json.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace rmirror {

namespace {

namespace json = boost::json;

/// The tag with which `rmirror mark` says on a tablet that a page was read. It isn't one of the user's.
constexpr std::string_view kMark = "rMirror";

/// The JSON object in a file. An absent or unreadable file yields an empty object.
json::value parse_file(std::optional<Bytes> const& file, std::string_view name, Problems& problems)
{
    if (!file)
        return json::object();
    std::string why;
    auto value = parse_json(*file, why);
    if (value && value->is_object())
        return std::move(*value);
    problems.add(std::string(name) + " cannot be read: " + (value ? "it is not a JSON object" : why));
    return json::object();
}

/// One template name per line, for the page at the same position.
std::vector<std::string> read_pagedata(std::optional<Bytes> const& file, Problems& problems)
{
    std::vector<std::string> lines;
    if (!file)
        return lines;
    if (file->size() > kMaxJsonBytes) {
        problems.add(".pagedata cannot be read: it is too large for what it should be");
        return lines;
    }
    auto const text = repair_utf8(*file);
    for (std::size_t begin = 0; begin < text.size() && lines.size() < kMaxPages;) {
        auto const end = std::min(text.find('\n', begin), text.size());
        auto line = text.substr(begin, end - begin);
        line.erase(line.find_last_not_of(" \t\r") + 1);
        lines.emplace_back(beginning_of(line, kMaxTemplateBytes));
        begin = end + 1;
    }
    return lines;
}

/// A listed page that may become a page of the document.
struct Candidate {
    ListedPage listed;
    std::string file;
    std::size_t place = 0;       // index among the pages that are not deleted: the line in `.pagedata`
    bool listed_before = false;  // a live page with the same uuid precedes it
};

class PagesReader {
public:
    PagesReader(JsonFields const& content, DocumentParts const& parts, Document& document, Problems& problems)
        : content_(content),
          document_(document),
          problems_(problems),
          files_(parts.page_files),
          templates_(read_pagedata(parts.pagedata, problems))
    {}

    void read()
    {
        auto list = read_page_list(content_, problems_);
        auto candidates = list_pages(std::move(list.pages));
        if (candidates.empty())
            take_files_as_pages();
        else
            map_to_source(list, candidates);
        for (auto& candidate : candidates)
            keep_live(candidate);
        for (auto const& candidate : candidates)
            keep_deleted(candidate.listed);
        add_page_tags();
        document_.orphans = files_.left();
        set_last_opened(list.last_opened);
    }

private:
    [[nodiscard]] bool has_source() const
    {
        return document_.kind == DocumentKind::pdf || document_.kind == DocumentKind::epub;
    }

    /// Assigns the existing files to the listed pages. Empty if no entry can be recognised as a page.
    std::vector<Candidate> list_pages(std::vector<ListedPage> listed)
    {
        std::vector<Candidate> candidates(listed.size());
        std::unordered_set<std::string> live;
        std::size_t place = 0;
        bool any_known = false;
        for (std::size_t i = 0; i < listed.size(); ++i) {
            auto& candidate = candidates[i];
            candidate.listed = std::move(listed[i]);
            candidate.place = place;
            place += candidate.listed.deleted ? 0 : 1;
            auto const& uuid = candidate.listed.uuid;
            if (!candidate.listed.deleted) {
                candidate.file = files_.take(uuid.empty() ? candidate.listed.name : uuid).value_or("");
                candidate.listed_before = !uuid.empty() && !live.insert(uuid).second;
            }
            any_known = any_known || !uuid.empty() || !candidate.file.empty();
            any_template_ = any_template_ || candidate.listed.page_template.has_value();
        }
        if (!any_known)
            return {};
        for (auto& candidate : candidates)
            if (candidate.file.empty() && !candidate.listed.deleted && !candidate.listed_before)
                candidate.file = files_.take_numbered(candidate.place).value_or("");
        return candidates;
    }

    /// Without a map, page i shows page i of the source, if the source has that many pages.
    void map_to_source(PageList const& list, std::vector<Candidate>& candidates) const
    {
        auto const max = list.source_count.value_or(0) > 0 ? static_cast<std::size_t>(*list.source_count)
                                                           : std::numeric_limits<std::size_t>::max();
        for (std::size_t i = 0; i < candidates.size(); ++i) {
            auto& source_page = candidates[i].listed.source_page;
            if (!has_source())
                source_page.reset();
            else if (!list.has_source_map && i < max)
                source_page = static_cast<int>(i);
        }
    }

    void keep_live(Candidate& candidate)
    {
        auto const& listed = candidate.listed;
        // A page with neither id nor ink nor source has nothing to show.
        if (listed.deleted || (listed.uuid.empty() && candidate.file.empty() && !listed.source_page))
            return;
        if (candidate.listed_before) {
            problems_.add(".content: a page is listed twice; it is shown once");
            return;
        }
        DocumentPage page;
        page.uuid = listed.uuid;
        page.file = std::move(candidate.file);
        page.page_template = any_template_ ? listed.page_template.value_or("") : template_at(candidate.place);
        page.source_page = listed.source_page;
        add(std::move(page));
    }

    /// Called after all live pages: a page that is listed both as live and as deleted is live.
    void keep_deleted(ListedPage const& listed)
    {
        auto const& uuid = listed.uuid;
        if (!listed.deleted || uuid.empty() || index_of_.contains(uuid) || !deleted_.insert(uuid).second)
            return;
        files_.discard(uuid);
        document_.deleted_pages.push_back(uuid);
    }

    void add(DocumentPage page)
    {
        if (!page.uuid.empty())
            index_of_.emplace(page.uuid, document_.pages.size());
        document_.pages.push_back(std::move(page));
    }

    [[nodiscard]] std::string template_at(std::size_t place) const
    {
        return place < templates_.size() ? templates_[place] : std::string();
    }

    /// The oldest files don't list pages but number them. A PDF page without ink then has no file and is only
    /// known from the page count.
    void take_files_as_pages()
    {
        auto const count = has_source() ? bare_page_count() : 0;
        for (std::size_t i = 0; i < count; ++i)
            add_unlisted(files_.take_numbered(i).value_or(""), i);
        for (auto const& stem : files_.left()) {
            files_.discard(stem);
            add_unlisted(stem, page_number(stem));
        }
    }

    [[nodiscard]] std::size_t bare_page_count() const
    {
        auto const count = content_.integer("pageCount").value_or(0);
        if (count <= 0)
            return 0;
        if (count <= static_cast<std::int64_t>(kMaxPages))
            return static_cast<std::size_t>(count);
        content_.report("pageCount", "is more than a document can have");
        return 0;
    }

    void add_unlisted(std::string const& stem, std::optional<std::size_t> number)
    {
        DocumentPage page;
        page.uuid = is_uuid(stem) ? stem : std::string();
        page.file = stem;
        page.page_template = template_at(number.value_or(document_.pages.size()));
        if (has_source() && number)
            page.source_page = static_cast<int>(*number);
        add(std::move(page));
    }

    void add_page_tags()
    {
        auto const* tags = content_.list("pageTags");
        if (tags == nullptr)
            return;
        std::unordered_set<std::string> seen;
        for (auto const& tag : *tags) {
            auto const name = name_of(tag);
            auto const* object = tag.if_object();
            auto const* id = object == nullptr ? nullptr : object->if_contains("pageId");
            if (!name || id == nullptr || !id->is_string()) {
                problems_.add(".content: a page tag has no name or no page");
                continue;
            }
            auto const found = index_of_.find(std::string(id->get_string()));
            if (found == index_of_.end() || name->empty() || *name == kMark)
                continue;
            // Ids contain no space, so the key is unambiguous.
            if (seen.insert(found->first + " " + std::string(*name)).second)
                document_.pages[found->second].tags.emplace_back(*name);
        }
    }

    void set_last_opened(std::string const& uuid)
    {
        auto const found = index_of_.find(uuid);
        if (document_.last_opened_page < 0 && found != index_of_.end())
            document_.last_opened_page = static_cast<int>(found->second);
    }

    JsonFields const& content_;
    Document& document_;
    Problems& problems_;
    PageFiles files_;
    std::vector<std::string> templates_;  // from `.pagedata`; used only if the page list has none
    bool any_template_ = false;
    std::unordered_map<std::string, std::size_t> index_of_;  // live pages by uuid
    std::unordered_set<std::string> deleted_;
};

constexpr int kNotSaid = -1;

int last_opened_page(JsonFields const& fields)
{
    auto const page = fields.integer("lastOpenedPage");
    return page && *page >= 0 ? static_cast<int>(std::min<std::int64_t>(*page, kMaxPages)) : kNotSaid;
}

void read_book(JsonFields const& content, Document& document, Problems& problems)
{
    JsonFields const book(content.object("documentMetadata"), ".content: documentMetadata", problems);
    document.authors = book.names("authors");
    document.title = book.text("title").value_or("");
    if (document.visible_name.empty())
        document.visible_name = document.title;
}

}  // namespace

Document read_document(DocumentParts const& parts)
{
    Document document;
    Problems problems;
    auto const metadata_value = parse_file(parts.metadata, ".metadata", problems);
    auto const content_value = parse_file(parts.content, ".content", problems);
    JsonFields const metadata(&metadata_value.get_object(), ".metadata", problems);
    JsonFields const content(&content_value.get_object(), ".content", problems);

    read_metadata(metadata, document);
    read_description(content, document);
    read_book(content, document, problems);

    // Order of precedence: the page number in `.metadata`, the page id in the page list, the number in
    // `.content`.
    document.last_opened_page = last_opened_page(metadata);
    if (document.kind == DocumentKind::folder || document.kind == DocumentKind::not_a_notebook)
        document.orphans = PageFiles(parts.page_files).left();
    else
        PagesReader(content, parts, document, problems).read();
    if (document.last_opened_page == kNotSaid)
        document.last_opened_page = last_opened_page(content);
    auto const last_page = std::max<std::ptrdiff_t>(std::ssize(document.pages) - 1, 0);
    document.last_opened_page = std::clamp(document.last_opened_page, 0, static_cast<int>(last_page));

    document.problems = problems.take();
    return document;
}

}  // namespace rmirror
