package example;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class Picks {
    private final PicksClient picks;

    Picks(PicksClient picks) {
        this.picks = picks;
    }

    @GetMapping("/picks/{user}")
    public String picksOf(@PathVariable String user) {
        return picks.picksOf(user);
    }
}
