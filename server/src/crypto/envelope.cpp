// SPDX-License-Identifier: AGPL-3.0-or-later
#include "crypto/envelope.hpp"

#include "crypto/bytes_of.hpp"

#include "crypto/deleter.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>
#include <sodium.h>

#include <array>
#include <cstdint>
#include <memory>
#include <stdexcept>

namespace rmirror::crypto {

namespace {

using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, Deleter<EVP_CIPHER_CTX_free>>;
using Kdf = std::unique_ptr<EVP_KDF, Deleter<EVP_KDF_free>>;
using KdfContext = std::unique_ptr<EVP_KDF_CTX, Deleter<EVP_KDF_CTX_free>>;

constexpr char kVersion = 1;
constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;
constexpr std::size_t kHeadBytes = 1 + kNonceBytes;
static_assert(kEnvelopeBytes == kHeadBytes + kTagBytes);

/// Throws if OpenSSL fails for lack of memory, or because it was built without the algorithm. An invalid
/// envelope doesn't cause that.
void expect(bool has_worked)
{
    if (!has_worked)
        throw std::runtime_error("OpenSSL cannot seal or open credentials");
}

/// One user's key, erased from memory on destruction.
class UserKey {
public:
    UserKey(Secret const& master_key, UserId const& user_id)
    {
        if (master_key.reveal().size() != kMasterKeyBytes)
            throw std::logic_error("a master key has 32 bytes");
        Kdf const kdf(EVP_KDF_fetch(nullptr, OSSL_KDF_NAME_HKDF, nullptr));
        KdfContext const context(EVP_KDF_CTX_new(kdf.get()));
        expect(context != nullptr);
        std::string digest = OSSL_DIGEST_NAME_SHA2_256;
        auto master = master_key.reveal();
        auto info = "rmirror credentials of user " + user_id.text();
        std::array const parameters = {
            OSSL_PARAM_construct_utf8_string(OSSL_KDF_PARAM_DIGEST, digest.data(), digest.size()),
            OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_KEY, master.data(), master.size()),
            OSSL_PARAM_construct_octet_string(OSSL_KDF_PARAM_INFO, info.data(), info.size()),
            OSSL_PARAM_construct_end(),
        };
        bool const is_derived =
            EVP_KDF_derive(context.get(), bytes_.data(), bytes_.size(), parameters.data()) == 1;
        OPENSSL_cleanse(master.data(), master.size());
        expect(is_derived);
    }
    ~UserKey() { OPENSSL_cleanse(bytes_.data(), bytes_.size()); }
    UserKey(UserKey const&) = delete;
    UserKey& operator=(UserKey const&) = delete;

    unsigned char const* data() const { return bytes_.data(); }

private:
    std::array<unsigned char, 32> bytes_{};
};

/// The length comes first, so that different contexts never produce the same bytes.
void add_with_length(std::string& text, std::string_view part)
{
    auto const size = static_cast<std::uint32_t>(part.size());
    for (int shift = 24; shift >= 0; shift -= 8)
        text += static_cast<char>(size >> static_cast<unsigned>(shift) & 0xffU);
    text += part;
}

std::string authenticated_data(EnvelopeContext const& context)
{
    std::string data(1, kVersion);
    add_with_length(data, context.user_id.text());
    add_with_length(data, context.provider);
    add_with_length(data, context.key_id);
    return data;
}

enum class Direction { open = 0, seal = 1 };

/// Returns a cipher that has key, nonce and context, ready for the text.
CipherContext cipher_for(Direction direction, UserKey const& key, std::string_view nonce,
                         EnvelopeContext const& context)
{
    CipherContext cipher(EVP_CIPHER_CTX_new());
    auto const data = authenticated_data(context);
    int written = 0;
    // A nonce of twelve bytes is GCM's default.
    expect(cipher &&
           EVP_CipherInit_ex2(cipher.get(), EVP_aes_256_gcm(), key.data(), bytes_of(nonce),
                              static_cast<int>(direction), nullptr) == 1 &&
           EVP_CipherUpdate(cipher.get(), nullptr, &written, bytes_of(data), static_cast<int>(data.size())) ==
               1);
    return cipher;
}

void process(EVP_CIPHER_CTX* cipher, std::string_view from, unsigned char* to)
{
    int written = 0;
    if (!from.empty())
        expect(EVP_CipherUpdate(cipher, to, &written, bytes_of(from), static_cast<int>(from.size())) == 1);
}

}  // namespace

std::string seal_envelope(Secret const& master_key, EnvelopeContext const& context, Secret const& text)
{
    UserKey const key(master_key, context.user_id);
    auto const size = text.reveal().size();
    std::string envelope(kEnvelopeBytes + size, '\0');
    envelope[0] = kVersion;
    randombytes_buf(&envelope[1], kNonceBytes);
    auto const cipher =
        cipher_for(Direction::seal, key, std::string_view(envelope).substr(1, kNonceBytes), context);
    process(cipher.get(), text.reveal(), bytes_of(envelope) + kHeadBytes);
    int written = 0;
    expect(EVP_CipherFinal_ex(cipher.get(), bytes_of(envelope) + kHeadBytes + size, &written) == 1 &&
           EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_GET_TAG, kTagBytes,
                               bytes_of(envelope) + kHeadBytes + size) == 1);
    return envelope;
}

std::optional<Secret> open_envelope(Secret const& master_key, EnvelopeContext const& context,
                                    std::string_view envelope)
{
    if (envelope.size() < kEnvelopeBytes || envelope[0] != kVersion)
        return std::nullopt;
    UserKey const key(master_key, context.user_id);
    auto const sealed = envelope.substr(kHeadBytes, envelope.size() - kEnvelopeBytes);
    std::string tag(envelope.substr(envelope.size() - kTagBytes));
    std::string text(sealed.size(), '\0');
    auto const cipher = cipher_for(Direction::open, key, envelope.substr(1, kNonceBytes), context);
    process(cipher.get(), sealed, bytes_of(text));
    int written = 0;
    expect(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, kTagBytes, tag.data()) == 1);
    if (EVP_CipherFinal_ex(cipher.get(), bytes_of(text) + text.size(), &written) == 1)
        return Secret(std::move(text));
    // Erases text that was decrypted before its tag turned out to be wrong.
    OPENSSL_cleanse(text.data(), text.size());
    return std::nullopt;
}

}  // namespace rmirror::crypto
