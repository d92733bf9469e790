// SPDX-License-Identifier: AGPL-3.0-or-later
#include "targets/git/repository.hpp"

#include "crypto/base64.hpp"
#include "targets/failure.hpp"
#include "targets/vault/failures.hpp"

#include <chrono>
#include <utility>

namespace rmirror::targets::git {

namespace {

using queue::ErrorClass;

constexpr std::chrono::seconds kTimeout{60};
constexpr std::chrono::seconds kPackTimeout{120};
/// A line for each branch.
constexpr std::size_t kMaxBranchesBytes = 20'000'000;
constexpr std::size_t kMaxPackBytes = 100'000'000;
constexpr std::size_t kMaxPushAnswerBytes = 1'000'000;

constexpr std::string_view kUploadPack = "git-upload-pack";
constexpr std::string_view kReceivePack = "git-receive-pack";

constexpr int kNotFound = 404;
constexpr int kGone = 410;
constexpr int kContentTooLarge = 413;

std::string trimmed_address(std::string address)
{
    while (address.ends_with('/'))
        address.pop_back();
    return address;
}

DeliveryResult no_repository()
{
    return vault::stopped(ErrorClass::invalid_data,
                          "The address isn't that of a repository, or this user may not read it. Enter "
                          "the one that your git server shows for HTTPS.");
}

DeliveryResult failure_of_answer(upstream::CallResult const& result)
{
    if (result.status == kNotFound || result.status == kGone)
        return no_repository();
    if (result.status == kContentTooLarge)
        return failed(ErrorClass::invalid_data, std::string(kService) + " doesn't take this much at once.");
    if (result.outcome == upstream::CallOutcome::too_large)
        return vault::stopped(ErrorClass::invalid_data,
                              "The repository is too large: your git server gives it only as a whole, and "
                              "that is more than 100 MB.");
    if (auto failure = vault::tls_failure(result, kService))
        return std::move(*failure);
    return failure_of(result, kService);
}

bool is_answer(upstream::CallResult const& result, std::string const& type)
{
    auto const found = result.headers.find("content-type");
    return result.outcome == upstream::CallOutcome::answered && is_done(result) &&
           found != result.headers.end() && found->second == "application/x-" + type;
}

/// Of a call that wasn't answered as Git's protocol has it.
DeliveryResult failure_of_git(upstream::CallResult const& result)
{
    if (result.outcome == upstream::CallOutcome::answered && is_done(result))
        return vault::unreadable_answer(kService);
    return failure_of_answer(result);
}

}  // namespace

Repository::Repository(TargetContext& context)
    : context_(context),
      address_(trimmed_address(context.setting("address"))),
      authorization_("Basic " +
                     crypto::base64(context.setting("user_name") + ":" + context.secret("token").reveal()))
{}

upstream::Call Repository::call(std::string_view method, std::string_view path) const
{
    upstream::Call call;
    call.method = method;
    call.url = address_ + std::string(path);
    // GitHub tells programs from browsers by the beginning of their name.
    call.headers = {
        {"Authorization", authorization_}, {"Git-Protocol", "version=2"}, {"User-Agent", "git/rmirror"}};
    call.deadline = kTimeout;
    call.max_bytes = kMaxBranchesBytes;
    call.reach = context_.private_urls() ? upstream::Reach::anywhere : upstream::Reach::public_only;
    return call;
}

upstream::CallResult Repository::advertised(std::string_view service)
{
    return context_.ask(call("GET", "/info/refs?service=" + std::string(service)));
}

upstream::CallResult Repository::post(std::string_view service, std::string body, std::size_t max_bytes)
{
    std::string const name(service);
    auto asked = call("POST", "/" + name);
    asked.headers.emplace_back("Content-Type", "application/x-" + name + "-request");
    asked.headers.emplace_back("Accept", "application/x-" + name + "-result");
    asked.body = std::move(body);
    asked.max_bytes = max_bytes;
    asked.deadline = kPackTimeout;
    return context_.ask(std::move(asked));
}

Or<Tip> Repository::tip()
{
    auto const answer = advertised(kUploadPack);
    if (!is_answer(answer, "git-upload-pack-advertisement"))
        return failure_of_git(answer);
    auto server = read_advertisement(answer.body);
    if (!server)
        return vault::unreadable_answer(kService);
    server_ = std::move(*server);
    if (!server_.is_sha1)
        return vault::stopped(ErrorClass::invalid_data,
                              "The repository uses SHA-256, which isn't supported. Choose one with SHA-1.");
    if (!server_.is_version_2)
        return chosen(server_.branches);
    auto const listed = post(kUploadPack, branches_request(server_), kMaxBranchesBytes);
    if (!is_answer(listed, "git-upload-pack-result"))
        return failure_of_git(listed);
    auto const branches = read_branches(listed.body);
    if (!branches)
        return vault::unreadable_answer(kService);
    return chosen(*branches);
}

Or<Tip> Repository::chosen(Branches const& branches) const
{
    auto const& setting = context_.setting("branch");
    auto name = setting.empty() ? branches.default_name : "refs/heads/" + setting;
    if (auto const found = branches.commits.find(name); found != branches.commits.end())
        return Tip{found->first, found->second};
    if (branches.commits.empty())
        return Tip{name.empty() ? "refs/heads/main" : name, ""};
    if (setting.empty())
        return vault::stopped(ErrorClass::invalid_data,
                              "The repository has no default branch. Enter the branch.");
    return vault::stopped(ErrorClass::invalid_data,
                          "The repository doesn't have this branch. Create it there, or enter another.");
}

Or<std::string> Repository::fetch_pack(std::string request)
{
    auto const answer = post(kUploadPack, std::move(request), kMaxPackBytes);
    if (!is_answer(answer, "git-upload-pack-result"))
        return failure_of_git(answer);
    auto pack = read_pack(server_, answer.body);
    if (!pack)
        return vault::unreadable_answer(kService);
    return std::move(*pack);
}

Or<std::string> Repository::fetch(std::string const& commit)
{
    return fetch_pack(commit_request(server_, commit));
}

Or<std::string> Repository::fetch_files(std::span<std::string const> ids)
{
    return fetch_pack(files_request(server_, ids));
}

Or<Change> Repository::push(Tip const& tip, std::string const& commit, std::string const& pack)
{
    auto const from = tip.commit.empty() ? kNoCommit : std::string_view(tip.commit);
    auto const sent = post(kReceivePack, push_request(tip.branch, from, commit, pack), kMaxPushAnswerBytes);
    if (!is_answer(sent, "git-receive-pack-result"))
        return failure_of_git(sent);
    auto const answer = read_push(sent.body);
    if (!answer)
        return vault::unreadable_answer(kService);
    if (answer->is_done)
        return Change::made;
    if (is_overtaken(answer->reason))
        return Change::conflict;
    // Servers have words of their own for that as well.
    auto now = this->tip();
    if (auto* const failure = failure_in(now))
        return std::move(*failure);
    if (std::get<Tip>(now).commit != tip.commit)
        return Change::conflict;
    return vault::stopped(ErrorClass::invalid_data, std::string(kService) + " refuses the commit: “" +
                                                        answer->reason +
                                                        "”. Allow this user to push to the branch.");
}

DeliveryResult Repository::test()
{
    auto found = tip();
    if (auto* const failure = failure_in(found))
        return std::move(*failure);
    auto const answer = advertised(kReceivePack);
    if (!is_answer(answer, "git-receive-pack-advertisement"))
        return failure_of_git(answer);
    return {queue::Outcome::done(), std::nullopt};
}

}  // namespace rmirror::targets::git
