package io.keqing.account.api;

import io.keqing.account.User;
import io.keqing.account.Users;
import io.keqing.privacy.Role;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Put;
import io.micronaut.http.annotation.Status;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.security.RolesAllowed;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

@Controller("/api/v1/users")
@RolesAllowed("ADMIN")
@Tag(name = "users")
final class UsersController {
    private final Users users;

    UsersController(Users users) {
        this.users = users;
    }

    @Serdeable
    record UserAnswer(String name, List<Role> roles, Instant createdAt) {
        static UserAnswer of(User user) {
            return new UserAnswer(user.name(), user.roles().stream().sorted().toList(), user.createdAt());
        }
    }

    @Serdeable
    record NewUser(String name, String password, Set<Role> roles) {}

    @Serdeable
    record UserChange(@Nullable String password, @Nullable Set<Role> roles) {}

    /// All users, by name.
    @Get
    List<UserAnswer> all() {
        return users.all().stream().map(UserAnswer::of).toList();
    }

    /// A new user.
    @Post
    HttpResponse<UserAnswer> create(@Body NewUser user) {
        UserAnswer created = UserAnswer.of(users.create(user.name(), user.password(), user.roles()));
        return HttpResponse.created(
                created, URI.create("/api/v1/users/" + URLEncoder.encode(created.name(), StandardCharsets.UTF_8)));
    }

    /// Another password, other roles, or both; what is left out stays.
    @Put("/{name}")
    UserAnswer change(String name, @Body UserChange change) {
        return UserAnswer.of(users.change(name, change.password(), change.roles()));
    }

    /// The user and the user's tokens.
    @Delete("/{name}")
    @Status(HttpStatus.NO_CONTENT)
    void delete(String name) {
        users.delete(name);
    }
}
